/**
 * Brings a database to the schema of this checkout: the files under prisma/migrations in order, then the queue's own
 * tables. Each file is one transaction, recorded in the format of Prisma's `_prisma_migrations`; two starters at once
 * wait for each other. Run directly, it migrates DATABASE_URL.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

/** The lock that Prisma's own migration takes, so that both exclude each other. */
const LOCK = 72707369;
const MIGRATIONS = new URL("../../prisma/migrations", import.meta.url).pathname;

/** Names of the migrations that were applied now. */
export async function migrate(url: string, folder = MIGRATIONS): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "bakeoff migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const applied = await applyFiles(client, folder);
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
    return applied;
  } finally {
    // Gives the lock back with the connection.
    await client.end();
  }
}

async function applyFiles(client: pg.Client, folder: string): Promise<readonly string[]> {
  await client.query(`
    create table if not exists _prisma_migrations (
      id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
      migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null`,
  );
  const done = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const applied: string[] = [];
  for (const name of migrationNames(folder)) {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    const known = done.get(name);
    if (known === checksum) continue;
    if (known !== undefined) throw new Error(`migration ${name} was edited after it was applied to this database`);
    await applyFile(client, name, sql, checksum);
    applied.push(name);
  }
  return applied;
}

async function applyFile(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query("begin");
  try {
    // The simple protocol takes the whole file: bodies of functions and their semicolons stay whole.
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       values ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** In the order in which they are applied. */
export const migrationNames = (folder = MIGRATIONS): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => existsSync(join(folder, name, "migration.sql")))
        .sort()
    : [];

if (import.meta.main) {
  const url = process.env["DATABASE_URL"];
  if (url === undefined) throw new Error("DATABASE_URL is not set: name the database to migrate");
  const applied = await migrate(url);
  process.stdout.write(applied.length === 0 ? "nothing to apply\n" : `applied ${applied.join(", ")}\n`);
}
