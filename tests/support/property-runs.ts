/** Parameters of every property test: a fixed seed, so that a failure is the same everywhere; fast-check prints it. */
export const runs = (numRuns: number): { readonly seed: number; readonly numRuns: number } => ({
  seed: 20_261_122,
  numRuns,
});
