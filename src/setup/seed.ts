/**
 * Publishes the decisions that ship with the source: every folder of src/worlds that has a `decision.yaml`. What changed
 * since the last time becomes a new version; a second time changes nothing. Run directly, it seeds DATABASE_URL.
 */
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Failure } from "#core/error-code.ts";
import type { Result } from "#core/result.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { type Database, openDatabase } from "#server/db/database.ts";
import { type PublishedDecision, publishDecision } from "#server/decision/publish-decision.ts";
import { readDecisionFolder } from "#server/decision/read-decision-folder.ts";
import { createLog } from "#server/log.ts";
import { publishWorld } from "#server/world/publish-world.ts";

const WORLDS = new URL("../worlds", import.meta.url).pathname;

/** What was published, as one line. Throws, with every problem, where a folder cannot be published as it is. */
export async function seed(url: string, folders: readonly string[] = shippedFolders()): Promise<string> {
  const db = openDatabase({ url, name: "bakeoff seed", max: 2, log: createLog("setup", "warn") });
  const sandbox = createChildProcessSandbox({ children: 1 });
  try {
    const lines: string[] = [];
    for (const folder of folders) lines.push(describe(await seedFolder(db, sandbox, folder)));
    return lines.join("; ");
  } finally {
    await sandbox.close();
    await db.close();
  }
}

const shippedFolders = (): readonly string[] =>
  readdirSync(WORLDS)
    .map((name) => join(WORLDS, name))
    .filter((folder) => existsSync(join(folder, "decision.yaml")));

interface Seeded {
  readonly slug: string;
  readonly published: PublishedDecision;
}

async function seedFolder(db: Database, sandbox: Sandbox, folder: string): Promise<Seeded> {
  const path = relative(process.cwd(), folder);
  const read = valueOf(await readDecisionFolder(sandbox, path === "" ? "." : path));
  const world = valueOf(await publishWorld(db, read.world));
  const published = valueOf(await publishDecision(db, { ...read, worldHash: world.hash }));
  return { slug: read.slug, published };
}

function describe({ slug, published: { changed, proposals, scenarios } }: Seeded): string {
  const size = `${slug}, ${proposals.length} proposals, ${scenarios.length} scenarios`;
  return changed ? size : `${size}, unchanged`;
}

function valueOf<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  const problems = result.error.problems ?? [];
  const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  throw new Error([result.error.sentence, ...lines].join("\n"));
}

if (import.meta.main) {
  const url = process.env["DATABASE_URL"];
  if (url === undefined) throw new Error("DATABASE_URL is not set: name the database to seed");
  process.stdout.write(`${await seed(url)}\n`);
}
