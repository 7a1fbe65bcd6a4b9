/** A database of its own for a test file: a copy of the migrated template, which takes some tens of milliseconds. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "#server/db/database.ts";
import { createLog } from "#server/log.ts";

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  /** Rows of a statement, for looking at tables directly. */
  rows(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** `empty` is one without any table. */
export async function createTestDatabase(from: "template" | "empty" = "template"): Promise<TestDatabase> {
  const template = inject("postgres");
  if (template === "") throw new Error("run it with tests/integration in the path: this test needs a database");
  const url = new URL(template);
  const name = `test_${randomBytes(6).toString("hex")}`;
  const source = from === "template" ? `template "${decodeURIComponent(url.pathname.slice(1))}"` : "";
  await administer(template, `create database "${name}" ${source}`);
  url.pathname = `/${name}`;
  const db = openDatabase({ url: url.href, name: "test", max: 8, log: createLog("setup", "silent") });
  return {
    url: url.href,
    db,
    rows: async (sql, values = []) => (await db.pool.query<Record<string, unknown>>(sql, [...values])).rows,
    drop: async () => {
      await db.close();
      await administer(template, `drop database "${name}" with (force)`);
    },
  };
}

async function administer(template: string, statement: string): Promise<void> {
  const url = new URL(template);
  // Not the template itself: a database with a connection cannot be copied.
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
