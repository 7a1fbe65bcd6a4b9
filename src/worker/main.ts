/**
 * The worker process: here queue, sandbox and database meet. It never ends by itself: while the database is away, or not
 * migrated yet, it waits and tries again. SIGTERM and SIGINT let running jobs finish for some seconds; a second signal
 * ends it at once, which loses nothing, since every job is taken up again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import { openDatabase } from "#server/db/database.ts";
import { EnvironmentInvalid, readEnvironment } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { RUN_CELLS } from "#server/queue/run-cells-job.ts";
import { reasonOf } from "#server/reason-of.ts";
import { takeUpIncomplete } from "#server/run/take-up-incomplete.ts";
import { runCellsTask } from "#worker/handlers/run-cells.ts";
import { runQueue } from "#worker/run-queue.ts";

const RETRY_PAUSE_MS = 1000;

const environment = readOrExit();
const log = createLog("worker", environment.LOG_LEVEL);
// One job more than children: while one stores its last cells, every child is busy with another.
const concurrency = environment.SANDBOX_CHILDREN + 1;
const db = openDatabase({
  url: environment.DATABASE_URL,
  name: "bakeoff worker",
  // Each job holds the lock of its column on one connection and stores on another; the sweep needs one.
  max: Math.max(environment.DATABASE_CONNECTIONS, 2 * concurrency + 2),
  log,
});
const sandbox = createChildProcessSandbox({ children: environment.SANDBOX_CHILDREN });
const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop(signal));

let wasReady = false;
while (!stopping.signal.aborted) {
  try {
    await takeUpIncomplete(db);
    await runQueue({
      url: environment.DATABASE_URL,
      db,
      tasks: { [RUN_CELLS]: runCellsTask(db, sandbox, log) },
      concurrency,
      log,
      signal: stopping.signal,
      onReady: () => {
        log.info({ children: environment.SANDBOX_CHILDREN }, wasReady ? "worker ready again" : "worker ready");
        wasReady = true;
      },
    });
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "the queue is started again");
  }
  await sleep(RETRY_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => {});
}
await sandbox.close();
await db.close().catch(() => {});
log.info("worker stopped");
process.exit(0);

function stop(signal: string): void {
  if (stopping.signal.aborted) process.exit(1);
  log.info({ signal }, "worker stops");
  stopping.abort();
}

function readOrExit(): ReturnType<typeof readEnvironment> {
  try {
    return readEnvironment();
  } catch (error) {
    if (!(error instanceof EnvironmentInvalid)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
