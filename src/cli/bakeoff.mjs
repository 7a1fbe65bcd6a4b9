#!/usr/bin/env node
// Starts the command line on whatever Node it was called with: plain JavaScript, nothing imported but Node itself. The
// commands run on the Node that the lock file pins; where it is not there yet, the bootstrap installs it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pinnedNode = path.join(root, "node_modules", ".bin", "node");

if (!existsSync(pinnedNode) || !existsSync(path.join(root, "node_modules", "commander"))) {
  // On standard error: standard output belongs to the command.
  const bootstrap = path.join(root, "src", "setup", "bootstrap.mjs");
  const { status } = spawnSync(process.execPath, [bootstrap], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
}
const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
const main = path.join(root, "src", "cli", "main.ts");
const { status, error } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
if (error !== undefined) console.error(`bakeoff could not be started: ${error.message}`);
process.exit(status ?? 1);
