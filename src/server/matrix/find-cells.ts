import type { MatrixCell } from "#core/matrix/matrix.ts";
import { DEFAULT_SEED, ENGINE_VERSION } from "#core/run/engine-version.ts";
import { Verdict } from "#core/run/verdict.ts";
import type { Transaction } from "#server/db/database.ts";

export interface FoundCell extends MatrixCell {
  readonly proposalHash: string;
  readonly scenarioHash: string;
}
export interface CellsWanted {
  readonly worldHash: string;
  readonly proposalHashes: readonly string[];
  readonly scenarioHashes: readonly string[];
}

/** The stored cells of every pair, by this engine version. One statement. */
export async function findCells(tx: Transaction, wanted: CellsWanted): Promise<readonly FoundCell[]> {
  const { worldHash, proposalHashes, scenarioHashes } = wanted;
  const rows = await tx.$queryRaw<(Omit<FoundCell, "verdict"> & { verdict: string })[]>`
    select "hash", "proposalHash", "scenarioHash", "verdict", "step", "reason" from "Cell"
    where "proposalHash" = any(${proposalHashes}::bpchar[]) and "scenarioHash" = any(${scenarioHashes}::bpchar[])
      and "worldHash" = ${worldHash}::bpchar and "engine" = ${ENGINE_VERSION} and "seed" = ${DEFAULT_SEED}`;
  return rows.map((row) => ({ ...row, verdict: Verdict.parse(row.verdict) }));
}
