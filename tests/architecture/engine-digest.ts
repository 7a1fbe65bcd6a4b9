/**
 * One hash over everything of ours that determines a cell. Comments, types and formatting do not count: each file goes
 * through esbuild first. Which files belong to it follows from the imports of a few entry files, and from two folders.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { contentHash } from "#core/content-hash.ts";

const root = join(import.meta.dirname, "..", "..");
const FOLDERS = ["src/sandbox/guest", "src/world-kit"];
const JUDGE = "src/core/run/judge-outcome.ts";
/** Compilers, the child's program, and the limits that runs end at. */
const HOST_FILES = /^(?:compile-.*|syntax-walk|executor|sandbox-limits)\.ts$/;

/** The files, as paths from the root of the project, sorted. */
export function engineFiles(): string[] {
  const files = new Set<string>([JUDGE]);
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (name.endsWith(".ts")) files.add(`${folder}/${name}`);
    }
  }
  const host = "src/sandbox/host";
  for (const name of readdirSync(join(root, host))) if (HOST_FILES.test(name)) files.add(`${host}/${name}`);
  for (const file of importedBy(JUDGE)) files.add(file);
  return [...files].sort();
}

/** 64 hex digits. */
export async function engineDigest(): Promise<string> {
  const sources: [string, string][] = [];
  for (const file of engineFiles()) {
    const { code } = await transform(readFileSync(join(root, file), "utf8"), {
      loader: "ts",
      minify: true,
      legalComments: "none",
      tsconfigRaw: {},
    });
    sources.push([file, code]);
  }
  return contentHash(Object.fromEntries(sources));
}

function importedBy(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(join(root, entry), "utf8");
  // Type imports are gone before anything runs.
  for (const [, path] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from "#([^"]+)";/gms))
    importedBy(`src/${path}`, seen);
  return seen;
}
