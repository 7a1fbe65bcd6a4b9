"use client";

/** Shown in place of a page that met a fault while it was on screen. */
export default function PageFault({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <main id="main">
      <h1>A fault in Bakeoff</h1>
      <p>This page could not be shown. The fault has been logged; nothing that was published is lost.</p>
      <p>
        <button type="button" onClick={reset}>
          Show the page again
        </button>
      </p>
      <p>
        <a href="/">All decisions</a>
      </p>
    </main>
  );
}
