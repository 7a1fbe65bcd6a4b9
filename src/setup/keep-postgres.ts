/**
 * The database of a start: the one that DATABASE_URL names, or one of our own that is started again when it dies. Its
 * port stays the same across deaths, so that web and worker find it again by themselves.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#setup/embedded-postgres.ts";

export interface KeptPostgres {
  readonly url: string;
  /** What to tell the reader: where it is, never its password. */
  readonly what: string;
  stop(): Promise<void>;
}

const RETRY_PAUSE_MS = 2000;
const CONNECT_DEADLINE_MS = 5000;

/** A database that somebody else runs: only asked whether it is there. */
export async function usePostgres(url: string): Promise<KeptPostgres> {
  const { host, pathname } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_DEADLINE_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    return { url, what: `PostgreSQL ${rows[0]?.version ?? ""} at ${host}${pathname}`, stop: async () => {} };
  } catch (error) {
    throw new Error(
      `The database that DATABASE_URL names (${host}${pathname}) cannot be used: ${reasonOf(error)}. Without DATABASE_URL an embedded one is started.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

export async function keepPostgres(dataDir: string): Promise<KeptPostgres> {
  let running = await startEmbeddedPostgres({ dataDir });
  let isStopping = false;
  const { port, url } = running;
  const restart = async (): Promise<EmbeddedPostgres | null> => {
    while (!isStopping) {
      try {
        return await startEmbeddedPostgres({ dataDir, port });
      } catch (error) {
        console.log(`PostgreSQL does not start: ${reasonOf(error)}`);
        await sleep(RETRY_PAUSE_MS);
      }
    }
    return null;
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      await running.exited;
      if (isStopping) return;
      console.log("PostgreSQL has ended; it is started again.");
      const next = await restart();
      if (next === null) return;
      running = next;
      if (isStopping) await running.stop();
    }
  };
  void watch();
  return {
    url,
    what: `embedded, port ${port}${running.adopted ? ", was still running" : ""}`,
    stop: async () => {
      isStopping = true;
      await running.stop();
    },
  };
}

/** An error for several addresses of one name has an empty message of its own. */
const reasonOf = (error: unknown): string =>
  error instanceof AggregateError && error.message === ""
    ? error.errors.map(reasonOf).join("; ")
    : error instanceof Error
      ? error.message
      : String(error);
