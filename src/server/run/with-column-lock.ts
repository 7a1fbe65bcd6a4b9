import type pg from "pg";

/**
 * Runs `work` while this process holds the lock of one column, and waits for it where another process is at the same
 * column. The lock lives in a connection: it ends with the process, however that ends.
 */
export async function withColumnLock<T>(
  pool: pg.Pool,
  key: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const drop = (error: Error): void => {
    broken = error;
  };
  // Ends the waiting too: the server cancels what a closed connection asked for.
  const cancel = (): void => {
    client.end().catch(drop);
  };
  client.on("error", drop);
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [key]);
    return await work();
  } finally {
    signal?.removeEventListener("abort", cancel);
    await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]).catch(drop);
    client.off("error", drop);
    client.release(broken);
  }
}
