/**
 * Adds jobs inside of the caller's transaction: they exist if and only if the rows do that they are about. A job whose key
 * is already waiting is refreshed; one that is running is followed by a second, since it may have read older rows.
 */
import type { Transaction } from "#server/db/database.ts";
import { RUN_CELLS, type RunCellsJob, runCellsKey } from "#server/queue/run-cells-job.ts";

/** Faults of the machine are retried for ever: the queue's own counter ends here. */
const MAX_ATTEMPTS = 32_767;

/** One statement, however many jobs. */
export async function enqueueRunCells(tx: Transaction, jobs: readonly RunCellsJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const payloads = jobs.map((job) => JSON.stringify(job));
  const keys = jobs.map(runCellsKey);
  await tx.$queryRaw`
    select count(*)::int as added from graphile_worker.add_jobs(array(
      select row(${RUN_CELLS}, payload::json, null, now(), ${MAX_ATTEMPTS}::smallint, key, 0::smallint, null)::graphile_worker.job_spec
      from unnest(${payloads}::text[], ${keys}::text[]) as job(payload, key)
    ))`;
}
