import type { Tally } from "./tally.ts";

/** Runs one part of the tests and prints one line about it: how it went and how long it took. */
export async function timePart(name: string, run: () => Promise<Tally>): Promise<Tally> {
  const from = performance.now();
  const tally = await run();
  const took = ((performance.now() - from) / 1000).toFixed(1);
  const counts = `${tally.passed} passed, ${tally.failed.length} failed`;
  console.log(`${name.padEnd(30)} ${counts.padEnd(24)} ${took.padStart(7)} s`);
  return tally;
}
