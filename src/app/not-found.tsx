export default function NotFound() {
  return (
    <main id="main">
      <title>Not found - Bakeoff</title>
      <h1>Not found</h1>
      <p>There is nothing at this address.</p>
      <p>
        <a href="/">All decisions</a>
      </p>
    </main>
  );
}
