/**
 * The Chromium that the browser tests run in: the one CHROMIUM_PATH names; Playwright's own build, fetched when it is not
 * there yet; the system's; as root on Debian, its package. A candidate counts only when it runs.
 */
import { spawnSync } from "node:child_process";
import { chromium } from "@playwright/test";
import { runCommand } from "../support/run-command.ts";

/** Where package managers put it. */
const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** About 170 MB; where the host is out of reach it fails within seconds. */
const FETCH_DEADLINE_MS = 150_000;
const PACKAGE_DEADLINE_MS = 300_000;

export type FoundChromium =
  | { readonly ok: true; readonly path: string; readonly version: string }
  | { readonly ok: false; readonly sentence: string };

export async function findChromium(): Promise<FoundChromium> {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    return tryPath(named) ?? { ok: false, sentence: `CHROMIUM_PATH names ${named}, which does not run.` };
  }
  const own = chromium.executablePath();
  const there = tryPath(own);
  if (there !== null) return there;
  await runCommand("playwright", ["install", "--no-shell", "chromium"], {
    deadlineMs: FETCH_DEADLINE_MS,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "5000" },
  });
  const found = firstThatRuns([own, ...systemPaths]);
  if (found !== null) return found;
  if (process.getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runCommand("apt-get", ["update"], { deadlineMs: PACKAGE_DEADLINE_MS, env });
    const install = ["install", "--yes", "--no-install-recommends", "chromium"];
    await runCommand("apt-get", install, { deadlineMs: PACKAGE_DEADLINE_MS, env });
  }
  return (
    firstThatRuns(systemPaths) ?? {
      ok: false,
      sentence:
        "The browser tests need Chromium: install it (Debian: apt-get install chromium), or name one with CHROMIUM_PATH.",
    }
  );
}

function firstThatRuns(paths: readonly string[]): FoundChromium | null {
  for (const path of paths) {
    const found = tryPath(path);
    if (found !== null) return found;
  }
  return null;
}

function tryPath(path: string): FoundChromium | null {
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  return status === 0 ? { ok: true, path, version: stdout.trim().split("\n")[0] ?? "" } : null;
}
