/**
 * The process's connections to PostgreSQL. A database that goes away must never end the process: errors of idle and of
 * busy connections are reported, the connection is dropped, and the next query opens a new one.
 */
import pg from "pg";
import type { Log } from "#server/log.ts";

export interface PoolOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly max: number;
  readonly log: Log;
}

/** A page that waits longer for a connection than this says that the database is away. */
const CONNECT_DEADLINE_MS = 5000;

export function createPool({ url, name, max, log }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: CONNECT_DEADLINE_MS,
    keepAlive: true,
  });
  const report = (error: Error): void => log.warn({ reason: error.message }, "a database connection was lost");
  pool.on("error", report);
  pool.on("connect", (client) => {
    client.on("error", () => {});
  });
  return pool;
}
