/** A real worker process, to be watched and killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

const Line = z.looseObject({ msg: z.string(), cells: z.int().optional() });
export type WorkerLine = z.infer<typeof Line>;

export interface WorkerProcess {
  readonly lines: readonly WorkerLine[];
  /** Resolves when the line has been written, or rejects when the process ended without it. */
  said(message: string): Promise<void>;
  /** Its exit code, or the signal that ended it. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | string>;
}

const root = new URL("../..", import.meta.url).pathname;

export function startWorker(url: string, env: Readonly<Record<string, string>> = {}): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, ["src/worker/main.ts"], {
    cwd: root,
    // Nothing else: the test runner has variables of its own that mean something here.
    env: { PATH: process.env["PATH"], NODE_ENV: "test", SANDBOX_CHILDREN: "1", ...env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: WorkerLine[] = [];
  const waiting = new Set<() => void>();
  const ended = once(child, "exit");
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on("line", (text) => {
      lines.push(Line.parse(JSON.parse(text)));
      for (const look of waiting) look();
    });
  }
  return {
    lines,
    said: (message) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!lines.some(({ msg }) => msg === message)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        ended.then(() => reject(new Error(`the worker ended before it said "${message}"`)), reject);
      }),
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode ?? child.signalCode ?? 0;
    },
  };
}
