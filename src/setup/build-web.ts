/** Builds the pages when their sources changed since the last build; a build that was cut short counts for nothing. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stampFile = path.join(root, ".next", "source-hash");
/** What a page can be made of: the rooms that the import rules let a page reach, and what configures the build. */
const rooms = ["app", "components", "ui", "trpc", "core", "server"].map((room) => path.join("src", room));
const files = ["next.config.js", "package.json", "package-lock.json", "tsconfig.json", "prisma/schema.prisma"];
const SHOWN_LOG_LINES = 40;

/** Says what it did. Throws, with the end of the build's output, when the build fails. */
export async function buildWeb(env: NodeJS.ProcessEnv, logFile: string, signal: AbortSignal): Promise<string> {
  const sources = await hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === sources) return "no source changed";
  rmSync(stampFile, { force: true });
  await runBuild(env, logFile, signal);
  writeFileSync(stampFile, sources);
  return "pages built";
}

async function hashSources(): Promise<string> {
  const found = await Promise.all(rooms.map((room) => findFiles(room)));
  const hash = createHash("sha256");
  for (const file of [...found.flat(), ...files].sort()) {
    const bytes = readFileSync(path.join(root, file));
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/** Paths relative to the root. */
async function findFiles(folder: string): Promise<readonly string[]> {
  const from = path.join(root, folder);
  if (!existsSync(from)) return [];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function runBuild(env: NodeJS.ProcessEnv, logFile: string, signal: AbortSignal): Promise<void> {
  const log = openSync(logFile, "w");
  return new Promise((resolve, reject) => {
    const next = path.join(root, "node_modules", "next", "dist", "bin", "next");
    const child = spawn(process.execPath, [next, "build"], {
      cwd: root,
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", log, log],
      detached: true,
      signal,
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      closeSync(log);
      if (code === 0) return resolve();
      const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-SHOWN_LOG_LINES);
      reject(new Error(`The pages could not be built (whole output: ${logFile}):\n${lines.join("\n")}`));
    });
  });
}
