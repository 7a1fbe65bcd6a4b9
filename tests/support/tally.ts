import { stripVTControlCharacters } from "node:util";

/** What a part of the tests came to: how many passed, and by name what did not. */
export interface Tally {
  readonly passed: number;
  readonly failed: readonly Failing[];
  readonly skipped: readonly string[];
}
export interface Failing {
  readonly name: string;
  /** What went wrong, as many lines as the reader needs. */
  readonly why: string;
}

export const sumTallies = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
  failed: tallies.flatMap((tally) => tally.failed),
  skipped: tallies.flatMap((tally) => tally.skipped),
});

/** For a reader who looks at the end of the output first: what failed, and the count on the last line. */
export function printTally({ passed, failed, skipped }: Tally): void {
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const { name, why } of failed) console.log(`\nFAILED  ${name}\n${indent(why)}`);
  if (failed.length > 0) console.log(`\n${failed.map(({ name }) => `failed: ${name}`).join("\n")}`);
  console.log(`${passed} passed, ${failed.length} failed`);
}

const indent = (text: string): string => stripVTControlCharacters(text).trimEnd().replaceAll(/^/gm, "    ");
