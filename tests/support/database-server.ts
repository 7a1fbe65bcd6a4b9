/**
 * One PostgreSQL for the run of all tests, and in it a migrated database that every file copies. Runs that hold no test
 * with a database do not start it.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#setup/embedded-postgres.ts";
import { migrate } from "#setup/migrate.ts";

export const TEMPLATE = "template_bakeoff";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the template database; its server is for tests only. */
    readonly postgres: string;
  }
}

let server: EmbeddedPostgres | undefined;
let folder: string | undefined;

export async function setup(project: TestProject): Promise<void> {
  if (!isNeeded(process.argv)) {
    project.provide("postgres", "");
    return;
  }
  folder = mkdtempSync(path.join(tmpdir(), "bakeoff-tests-"));
  // As root, the server runs as somebody else, who must be able to reach it.
  chmodSync(folder, 0o755);
  server = await startEmbeddedPostgres({
    dataDir: path.join(folder, "postgres"),
    database: TEMPLATE,
    disposable: true,
  });
  await migrate(server.url);
  project.provide("postgres", server.url);
}

/** Whoever names folders of tests, and none with a database among them, does not wait for one. */
function isNeeded(words: readonly string[]): boolean {
  const named = words.filter((word) => /\btests\/(?!vitest\.config)/.test(word));
  return named.length === 0 || named.some((word) => word.includes("integration") || /tests\/?$/.test(word));
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
