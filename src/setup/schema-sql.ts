/**
 * `schema-sql.ts new <name>` writes prisma/migrations/<time>_<name>/ with the SQL from the previous snapshot of the
 * schema to the current one, to be read before it is committed. `schema-sql.ts check [url]` compares a database
 * (DATABASE_URL) with the schema and exits with 2 and the missing SQL where they differ.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { migrationNames } from "#setup/migrate.ts";
import { currentSchema, sqlBetween, sqlFromDatabase } from "#setup/schema-engine.ts";

const MIGRATIONS = new URL("../../prisma/migrations", import.meta.url).pathname;

async function writeMigration(name: string): Promise<string> {
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(name)) return `a name is lower case, digits and underscores, not "${name}"`;
  const last = migrationNames().at(-1);
  const previous = last === undefined ? null : readFileSync(join(MIGRATIONS, last, "schema.prisma"), "utf8");
  const sql = await sqlBetween(previous, currentSchema());
  if (sql === null) return "no change";
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS, `${time}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  writeFileSync(join(folder, "schema.prisma"), currentSchema());
  return `wrote ${relative(process.cwd(), folder)}: read the SQL before you commit it`;
}

const [command, argument] = process.argv.slice(2);
const url = argument ?? process.env["DATABASE_URL"];
if (command === "new" && argument !== undefined) {
  process.stdout.write(`${await writeMigration(argument)}\n`);
} else if (command === "check" && url !== undefined) {
  const sql = await sqlFromDatabase(url);
  process.stdout.write(sql === null ? "the database is of this schema\n" : sql);
  process.exitCode = sql === null ? 0 : 2;
} else {
  process.stderr.write("usage: schema-sql.ts new <name> | check [url] (or DATABASE_URL)\n");
  process.exitCode = 1;
}
