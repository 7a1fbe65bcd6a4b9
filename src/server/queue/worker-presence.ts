/**
 * How others know that a worker is alive: a row in `WorkerPresence`, and the advisory lock that it names, held on a
 * connection of its own. However the worker ends, the lock ends with it.
 *
 * States: absent -> present (lock taken, row written) -> absent again while the connection is lost, then present anew.
 * `close` ends it for good. When the connection was lost, so may have been the answer that told this worker of a job it
 * had just locked; nobody would ever run that one. Coming back, a worker therefore hands back all it has locked: what is
 * still running here goes on, and whoever takes it up as well finds nothing missing.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Log } from "#server/log.ts";
import { reasonOf } from "#server/reason-of.ts";

const RETRY_PAUSE_MS = 500;
const HAND_BACK = `
  select graphile_worker.force_unlock_workers(array[$1::text]), pg_notify('jobs:insert', '{"count":1}')`;

export interface WorkerPresence {
  close(): Promise<void>;
}

export function announceWorker(url: string, id: string, log: Log): WorkerPresence {
  const lockKey = randomBytes(8).readBigInt64BE() >> 1n;
  const closing = new AbortController();
  let current: pg.Client | null = null;
  let wasPresent = false;

  const stay = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const client = new pg.Client({
        connectionString: url,
        application_name: `bakeoff presence ${id}`,
        keepAlive: true,
      });
      const lost = new Promise<void>((resolve) => {
        client.once("error", () => resolve());
        client.once("end", () => resolve());
      });
      client.on("error", () => {});
      current = client;
      try {
        await client.connect();
        // The lock first: a row whose lock is free belongs to a dead worker.
        await client.query("select pg_advisory_lock($1::bigint)", [lockKey]);
        await client.query(
          `insert into "WorkerPresence" ("id", "lockKey") values ($1, $2::bigint) on conflict ("id") do nothing`,
          [id, lockKey],
        );
        if (wasPresent) await client.query(HAND_BACK, [id]);
        wasPresent = true;
        await lost;
      } catch (error) {
        log.debug({ reason: reasonOf(error) }, "presence is tried again");
      }
      await client.end().catch(() => {});
      if (!closing.signal.aborted) await sleep(RETRY_PAUSE_MS);
    }
  };
  const staying = stay();
  return {
    close: async () => {
      closing.abort();
      // The row stays: with its lock free, it tells the next sweep to hand back whatever this worker left locked.
      await current?.end().catch(() => {});
      await staying;
    },
  };
}
