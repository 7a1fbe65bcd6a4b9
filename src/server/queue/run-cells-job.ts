/** The job that computes the missing cells of one column of a decision: its name, its payload, its key. */
import { z } from "zod";

export const RUN_CELLS = "run-cells";

export const RunCellsJob = z.strictObject({
  decisionId: z.uuid(),
  /** Of the proposal version, 64 hex digits. */
  proposalHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type RunCellsJob = z.infer<typeof RunCellsJob>;

/** One waiting job a column: whoever adds it again only refreshes it. */
export const runCellsKey = ({ decisionId, proposalHash }: RunCellsJob): string => `cells:${decisionId}:${proposalHash}`;
