import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ran {
  /** Null when it was ended by a signal. */
  readonly code: number | null;
  /** Both streams, in the order in which they came. */
  readonly output: string;
  readonly tookMs: number;
  readonly timedOut: boolean;
}

/** Runs a command of this checkout to its end, or to the deadline: then it is killed with everything it started. */
export function runCommand(
  command: string,
  args: readonly string[],
  { deadlineMs, env = {} }: { readonly deadlineMs: number; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const from = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: {
        ...process.env,
        PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that the deadline reaches what it started.
      detached: true,
    });
    let output = "";
    let timedOut = false;
    const endGroup = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup();
    }, deadlineMs);
    const interrupt = (): void => {
      endGroup();
      process.exit(130);
    };
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const finish = (code: number | null, more = ""): void => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      resolve({ code, output: output + more, tookMs: performance.now() - from, timedOut });
    };
    child.once("error", (error) => finish(null, error.message));
    child.once("close", (code) => finish(code));
  });
}
