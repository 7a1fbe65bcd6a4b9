/**
 * One life of the queue in this process: from the first connection to the moment it was asked to stop, or gave up because
 * the database was away for long. While it lives it hands back, every two seconds, what dead workers left locked.
 */
import { EventEmitter } from "node:events";
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Database } from "#server/db/database.ts";
import { createPool } from "#server/db/pool.ts";
import type { Log } from "#server/log.ts";
import { capRetryDelay } from "#server/queue/cap-retry-delay.ts";
import { unlockDeadWorkers } from "#server/queue/unlock-dead-workers.ts";
import { announceWorker, type WorkerPresence } from "#server/queue/worker-presence.ts";
import { reasonOf } from "#server/reason-of.ts";

export interface QueueOptions {
  readonly url: string;
  readonly db: Database;
  readonly tasks: TaskList;
  /** How many jobs at once. */
  readonly concurrency: number;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called each time the queue has a connection and waits for jobs. */
  readonly onReady: () => void;
}

const SWEEP_INTERVAL_MS = 2000;
/** New jobs are told by NOTIFY; polling finds those whose time has come. */
const POLL_INTERVAL_MS = 1000;
/** How long running jobs may go on after a stop was asked for; containers are killed after ten seconds. */
const STOP_GRACE_MS = 4000;

export async function runQueue({ url, db, tasks, concurrency, log, signal, onReady }: QueueOptions): Promise<void> {
  // Two more than jobs: one listens, one fetches.
  const queuePool = createPool({ url, name: "bakeoff queue", max: concurrency + 2, log });
  const events: WorkerEvents = new EventEmitter();
  let presence: WorkerPresence | undefined;
  events.on("pool:create", ({ workerPool }) => {
    presence = announceWorker(url, workerPool.id, log);
  });
  events.on("pool:listen:success", () => onReady());
  // Where a job's failure cannot be marked, because the database is away, the queue shuts itself down, and its promise may
  // never settle. It is over all the same: what it had locked is handed back, and the next life begins.
  const over = new Promise<void>((resolve) => {
    events.on("pool:gracefulShutdown:complete", () => resolve());
    events.on("pool:forcefulShutdown:complete", () => resolve());
  });
  const sweep = setInterval(() => {
    unlockDeadWorkers(db.pool)
      .then((dead) => {
        if (dead > 0) log.info({ dead }, "workers are gone; what they had locked was handed back");
        return capRetryDelay(db.pool);
      })
      .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, "the sweep is tried again"));
  }, SWEEP_INTERVAL_MS);
  let runner: Runner | undefined;
  const stop = (): void => {
    runner?.stop().catch(() => {});
  };
  try {
    runner = await run({
      pgPool: queuePool,
      concurrency,
      pollInterval: POLL_INTERVAL_MS,
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: STOP_GRACE_MS,
      events,
      logger: queueLogger(log),
      taskList: tasks,
      // Batches of no delay: only these retry when a finished job cannot be marked as such, because the database is away.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    await Promise.race([runner.promise, over]);
  } finally {
    signal.removeEventListener("abort", stop);
    clearInterval(sweep);
    await presence?.close();
    await queuePool.end().catch(() => {});
  }
}

/** The queue's own chatter: one level lower than it thinks, and without its meta data, which hold whole jobs. */
const queueLogger = (log: Log): Logger =>
  new Logger(() => (level, message) => {
    if (level === "error") log.warn({ source: "queue" }, firstLine(message));
    else log.debug({ source: "queue" }, firstLine(message));
  });

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
