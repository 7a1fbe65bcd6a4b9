/** The whole service, as `npm start` starts it, with a database of its own in a folder that is removed afterwards. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../support/free-port.ts";
import { root } from "../support/run-command.ts";

export interface StartedApp {
  /** Like http://127.0.0.1:34567. */
  readonly address: string;
  /** Everything the start has printed so far. */
  readonly output: () => string;
  /** As Ctrl-C does. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Resolves when no cell is pending. Throws, with what the start printed, when it ends before. */
export async function startApp(onLine: (line: string) => void = () => {}): Promise<StartedApp> {
  const scratch = mkdtempSync(path.join(tmpdir(), "bakeoff-e2e-"));
  // PostgreSQL runs as a user of its own where the tests run as root, and must be able to pass through.
  chmodSync(scratch, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ["src/setup/start.ts", "--data", scratch], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATABASE_URL: "", BASE_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: the start decides itself what a signal to the tests means for its children.
    detached: true,
  });
  const lines: string[] = [];
  const ended = once(child, "close");
  const ready = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        onLine(line);
        if (line.startsWith("Bakeoff is ready at ")) resolve(true);
      });
    }
    void ended.then(() => resolve(false));
  });
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    await ended;
    rmSync(scratch, { recursive: true, force: true });
    return child.exitCode;
  };
  const stopWithTests = (): void => void child.kill("SIGTERM");
  process.once("exit", stopWithTests);
  void ended.then(() => process.off("exit", stopWithTests));
  if (!(await ready)) {
    rmSync(scratch, { recursive: true, force: true });
    throw new Error(`The service did not start:\n${lines.join("\n")}`);
  }
  return { address: `http://127.0.0.1:${port}`, output: () => lines.join("\n"), stop };
}
