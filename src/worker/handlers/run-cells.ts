import type { Task } from "graphile-worker";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Database } from "#server/db/database.ts";
import type { Log } from "#server/log.ts";
import { RunCellsJob } from "#server/queue/run-cells-job.ts";
import { runCells } from "#server/run/run-cells.ts";

/** The task of the queue around the use case: payload in, one log line out. What it throws is retried. */
export const runCellsTask =
  (db: Database, sandbox: Sandbox, log: Log): Task =>
  async (payload, { abortSignal }) => {
    const job = RunCellsJob.parse(payload);
    const startMs = performance.now();
    const cells = await runCells(db, sandbox, job, abortSignal);
    log.info({ ...job, cells, tookMs: Math.round(performance.now() - startMs) }, "cells computed");
  };
