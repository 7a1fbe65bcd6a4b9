import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#setup/migrate.ts";
import { currentSchema, sqlBetween, sqlFromDatabase } from "#setup/schema-engine.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";

let migrated: TestDatabase;
let empty: TestDatabase;
beforeAll(async () => {
  migrated = await createTestDatabase();
  empty = await createTestDatabase("empty");
});
afterAll(async () => {
  await migrated.drop();
  await empty.drop();
});

test("a migrated database has exactly the schema of prisma/schema.prisma", async () => {
  expect(await sqlFromDatabase(migrated.url)).toBeNull();
});

test("a column that only the database has is reported with the SQL that removes it", async () => {
  await migrated.rows('alter table "Decision" add column "surplus" text');
  expect(await sqlFromDatabase(migrated.url)).toContain('DROP COLUMN "surplus"');
});

test("the SQL of a changed schema is written without any database", async () => {
  const changed = currentSchema().replace("model Activity {", "model Activity {\n  extra Int?");
  expect(await sqlBetween(currentSchema(), changed)).toContain('ALTER TABLE "Activity" ADD COLUMN     "extra" INTEGER');
  expect(await sqlBetween(currentSchema(), currentSchema())).toBeNull();
});

test("two starters at once apply each migration once, and a second run applies nothing", async () => {
  const both = await Promise.all([migrate(empty.url), migrate(empty.url)]);
  expect(both.map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([0, await countMigrations()]);
  expect(await migrate(empty.url)).toEqual([]);
});

test("a migration that was edited after it was applied is refused by name", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bakeoff-migrations-"));
  mkdirSync(path.join(folder, "20990101000000_more"));
  const file = path.join(folder, "20990101000000_more", "migration.sql");
  writeFileSync(file, 'create table "More" ("text" text default $$a;b$$);');
  expect(await migrate(migrated.url, folder)).toEqual(["20990101000000_more"]);
  writeFileSync(file, 'create table "More" ("text" text);');
  await expect(migrate(migrated.url, folder)).rejects.toThrow("20990101000000_more was edited");
});

test("a migration that fails leaves nothing of itself", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bakeoff-migrations-"));
  mkdirSync(path.join(folder, "20990101000001_half"));
  writeFileSync(
    path.join(folder, "20990101000001_half", "migration.sql"),
    'create table "Half" ("a" int); create table "Half" ("a" int);',
  );
  await expect(migrate(migrated.url, folder)).rejects.toThrow("20990101000001_half");
  expect(await migrated.rows("select from pg_class where relname = 'Half'")).toEqual([]);
});

const countMigrations = async (): Promise<number> =>
  (await empty.rows("select from _prisma_migrations where finished_at is not null")).length;
