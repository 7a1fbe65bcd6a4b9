/** A real web process on a port of its own, to be asked and killed. The pages must have been built. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

export interface WebProcess {
  /** Like http://127.0.0.1:34567. */
  readonly address: string;
  /** Its exit code, or the signal that ended it. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | string>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** On a free port, or on that of one that is gone. */
export async function startWeb(url: string, port?: number): Promise<WebProcess> {
  const chosen = port ?? (await freePort());
  const child = spawn(process.execPath, ["src/web/main.ts"], {
    cwd: root,
    // Nothing else: the test runner has variables of its own that mean something here.
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      DATABASE_URL: url,
      PORT: String(chosen),
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  return {
    address: `http://127.0.0.1:${chosen}`,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode ?? child.signalCode ?? 0;
    },
  };
}
