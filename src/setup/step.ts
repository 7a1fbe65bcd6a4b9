/** Does one step of a start and prints one plain line about it: its name, what came of it, and how long it took. */
export async function step(name: string, action: () => Promise<string>): Promise<void> {
  const from = performance.now();
  const what = await action();
  console.log(stepLine(name, what, performance.now() - from));
}

const stepLine = (name: string, what: string, tookMs: number): string =>
  `${name.padEnd(12)} ${what.padEnd(46)} ${(tookMs / 1000).toFixed(1).padStart(6)} s`;
