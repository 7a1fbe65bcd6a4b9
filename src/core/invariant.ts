/** For what cannot happen: a failure here is a fault in Bakeoff itself and crashes the request or the job. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`impossible: ${sentence}`);
}
