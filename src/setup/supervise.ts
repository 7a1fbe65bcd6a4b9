/**
 * Keeps one child process alive. States: running -> (dies) -> waiting -> running, and from anywhere -> stopped. A child that
 * dies is started again after a pause that doubles while it keeps dying young; one that never lives is given up.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export interface SupervisedProcess {
  /** Asks it to end, and ends it by force when it does not within the deadline. */
  stop(): Promise<void>;
}
export interface SupervisedOptions {
  readonly name: string;
  /** Relative to the root of the checkout. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logDir: string;
  /** Called once, with the last lines of its log, when it has died young too often. */
  readonly onGivenUp: (sentence: string) => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A child that lived this long was well; its next death starts the count anew. */
const YOUNG_MS = 20_000;
const YOUNG_DEATHS = 6;
/** The worker may be in the middle of a batch, the web in the middle of answers. */
const STOP_DEADLINE_MS = 15_000;
const SHOWN_LOG_LINES = 12;

const root = fileURLToPath(new URL("../..", import.meta.url));
const preload = new URL("exit-with-parent.ts", import.meta.url).href;

export function supervise({ name, script, env, logDir, onGivenUp }: SupervisedOptions): SupervisedProcess {
  const logFile = path.join(logDir, `${name}.log`);
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.previous`);
  const log = createWriteStream(logFile, { flags: "a" });
  let child: ChildProcess;
  let pause: NodeJS.Timeout | undefined;
  let isStopped = false;
  let youngDeaths = 0;

  const run = (): void => {
    const bornMs = performance.now();
    child = spawn(process.execPath, ["--import", preload, script], {
      cwd: root,
      env: { ...env, BAKEOFF_START_PID: String(process.pid) },
      // A group of its own: Ctrl-C in the terminal reaches the start alone, which then stops things in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.once("error", (error) => log.write(`${error.message}\n`));
    // "close" and not "exit": by then its last words are in the log.
    child.once("close", (code, signal) => {
      if (isStopped) return;
      youngDeaths = performance.now() - bornMs < YOUNG_MS ? youngDeaths + 1 : 1;
      const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      if (youngDeaths >= YOUNG_DEATHS) {
        onGivenUp(
          `The ${name} ${how} ${youngDeaths} times in a row; the last lines of ${logFile}:\n${lastLines(logFile)}`,
        );
        return;
      }
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (youngDeaths - 1), LONGEST_PAUSE_MS);
      console.log(`The ${name} ${how}; it is started again (its log: ${logFile}).`);
      pause = setTimeout(run, pauseMs);
    });
  };
  run();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(pause);
      await endProcess(child);
      log.end();
    },
  };
}

/** SIGTERM, then SIGKILL after the deadline; resolves when it is gone. */
function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

const lastLines = (file: string): string =>
  readFileSync(file, "utf8").trimEnd().split("\n").slice(-SHOWN_LOG_LINES).join("\n");
