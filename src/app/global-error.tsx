"use client";

/** As error.tsx, for a fault in the frame itself: it has to bring its own. */
export default function FrameFault() {
  return (
    <html lang="en">
      <body>
        <main id="main">
          <h1>A fault in Bakeoff</h1>
          <p>This page could not be shown. Nothing that was published is lost.</p>
          <p>
            <a href="/">All decisions</a>
          </p>
        </main>
      </body>
    </html>
  );
}
