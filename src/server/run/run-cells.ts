/**
 * Computes and stores the missing cells of one column. May be killed at any point and be run again, also twice at once:
 * one column is computed by one process at a time, what is stored stays, and storing is idempotent.
 */
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Database } from "#server/db/database.ts";
import { type RunCellsJob, runCellsKey } from "#server/queue/run-cells-job.ts";
import { completeReport } from "#server/run/complete-report.ts";
import { type ComputedCell, computeCells } from "#server/run/compute-cells.ts";
import { findRun } from "#server/run/find-run.ts";
import { recordCells } from "#server/run/record-cells.ts";
import { withColumnLock } from "#server/run/with-column-lock.ts";

/** Statements of this size cost little more for each cell than larger ones. */
const BATCH_CELLS = 256;
/** A page that watches sees the count move about five times a second. */
const BATCH_AGE_MS = 200;

/** How many cells were computed. Throws for faults of the machine, after every cell that could be had was stored. */
export async function runCells(
  db: Database,
  sandbox: Sandbox,
  job: RunCellsJob,
  signal?: AbortSignal,
): Promise<number> {
  const computed = await withColumnLock(db.pool, runCellsKey(job), signal, async () => {
    const run = await findRun(db, job);
    return run === null ? 0 : recordAll(db, job.decisionId, computeCells(sandbox, run, signal));
  });
  await completeReport(db, job.decisionId);
  return computed;
}

/** Storing one batch overlaps computing the next; what was computed before a fault is stored before it is thrown. */
async function recordAll(db: Database, decisionId: string, cells: AsyncIterable<ComputedCell>): Promise<number> {
  let count = 0;
  let batch: ComputedCell[] = [];
  let batchSince = performance.now();
  let storing: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    batchSince = performance.now();
    await storing;
    storing = recordCells(db.pool, decisionId, full);
    // Whoever awaits it next gets the error; until then it must not count as one that nobody handles.
    storing.catch(() => {});
  };
  try {
    for await (const cell of cells) {
      batch.push(cell);
      count += 1;
      if (batch.length >= BATCH_CELLS || performance.now() - batchSince > BATCH_AGE_MS) await flush();
    }
  } finally {
    await flush();
    await storing;
  }
  return count;
}
