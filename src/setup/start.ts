/**
 * `npm start`: from a checkout to a running service, one line a step. It stays in the foreground, keeps PostgreSQL, web and
 * worker alive, and on Ctrl-C or SIGTERM stops the worker, then the web, then PostgreSQL. `--dev` serves the pages from
 * their sources; `--data <folder>` keeps everything in another folder than .data.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Environment, readEnvironment } from "#server/env.ts";
import { buildWeb } from "#setup/build-web.ts";
import { findPortProblem } from "#setup/find-port-problem.ts";
import { keepPostgres, usePostgres } from "#setup/keep-postgres.ts";
import { migrate } from "#setup/migrate.ts";
import { seed } from "#setup/seed.ts";
import { claimSingleStart } from "#setup/single-start.ts";
import { step } from "#setup/step.ts";
import { supervise } from "#setup/supervise.ts";
import { waitForCells, waitUntilReady } from "#setup/wait-for-service.ts";

/** The development server compiles the first page only when it is asked for. */
const READY_DEADLINE_MS = 90_000;
/** The shipped decision takes a second or two; who has thousands of cells waits on the page and not here. */
const CELLS_DEADLINE_MS = 120_000;
/** npm passes a signal on that the terminal has sent already; a later one means that the person is in a hurry. */
const SAME_SIGNAL_MS = 1500;
const PARENT_LOOK_INTERVAL_MS = 300;

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values: options } = parseArgs({
  options: { dev: { type: "boolean", default: false }, data: { type: "string" } },
});
const dataDir = path.resolve(root, options.data ?? ".data");
const logDir = path.join(dataDir, "log");

const stopping = new AbortController();
const undo = new AsyncDisposableStack();
let failure: string | null = null;

listenForSignals();
try {
  await start();
  console.log(options.dev ? "Ctrl-C stops it." : `Ctrl-C stops it. Logs: ${path.relative(process.cwd(), logDir)}`);
  await new Promise((resolve) => stopping.signal.addEventListener("abort", resolve, { once: true }));
} catch (error) {
  if (!stopping.signal.aborted) failure = error instanceof Error ? error.message : String(error);
}
if (failure !== null) console.error(`\n${failure}`);
await undo.disposeAsync();
process.exit(failure === null ? 0 : 1);

async function start(): Promise<void> {
  const began = performance.now();
  const environment = checkEnvironment();
  const address = readableAddress(environment);
  const single = await claimSingleStart(dataDir, address);
  if (!single.isFirst) {
    throw new Error(
      `Bakeoff is already running here (process ${single.pid}) at ${single.address}: stop that one first.`,
    );
  }
  undo.defer(async () => single.release());
  await step("environment", async () => {
    const problem = await findPortProblem(environment.HOST, environment.PORT);
    if (problem !== null) throw new Error(problem);
    mkdirSync(logDir, { recursive: true });
    return `Node ${process.version}, port ${environment.PORT} is free`;
  });
  const databaseUrl = await startDatabase();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    HOST: environment.HOST,
    PORT: String(environment.PORT),
    NODE_ENV: options.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...(options.dev ? { BAKEOFF_DEV: "1" } : {}),
  };
  await step("migrate", async () => {
    const applied = await migrate(databaseUrl);
    return applied.length === 0 ? "nothing to apply" : `applied ${applied.join(", ")}`;
  });
  await step("seed", () => seed(databaseUrl));
  stopping.signal.throwIfAborted();
  if (!options.dev) await step("build", () => buildWeb(env, path.join(logDir, "build.log"), stopping.signal));
  await startProcesses(env, address);
  await step("cells", async () => {
    const { done, total } = await waitForCells(address, CELLS_DEADLINE_MS, stopping.signal, showCells);
    return done === total ? `${done}/${total}` : `${done}/${total}; the page shows how the others come in`;
  });
  const tookS = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\nBakeoff is ready at ${address} (after ${tookS} s)`);
}

function checkEnvironment(): Environment {
  // The embedded database has no address yet; everything else is checked before anything slow is done.
  const embedded = "postgresql://127.0.0.1/bakeoff";
  return readEnvironment({ ...process.env, DATABASE_URL: process.env["DATABASE_URL"] || embedded });
}

/** What a person on this machine types: a server that listens everywhere is also at the loopback address. */
function readableAddress({ HOST, PORT }: Environment): string {
  const host = ["0.0.0.0", "::"].includes(HOST) ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}

async function startDatabase(): Promise<string> {
  const given = process.env["DATABASE_URL"];
  let url = "";
  await step("postgresql", async () => {
    const postgres = given ? await usePostgres(given) : await keepPostgres(path.join(dataDir, "postgres"));
    undo.defer(() => (given ? postgres.stop() : sayStop("PostgreSQL", postgres.stop)));
    url = postgres.url;
    return postgres.what;
  });
  stopping.signal.throwIfAborted();
  return url;
}

async function startProcesses(env: NodeJS.ProcessEnv, address: string): Promise<void> {
  const onGivenUp = (sentence: string): void => {
    failure = sentence;
    stopping.abort();
  };
  await step("web", async () => {
    const web = supervise({ name: "web", script: "src/web/main.ts", env, logDir, onGivenUp });
    undo.defer(() => sayStop("web", web.stop));
    const worker = supervise({ name: "worker", script: "src/worker/main.ts", env, logDir, onGivenUp });
    undo.defer(() => sayStop("worker", worker.stop));
    await waitUntilReady(address, READY_DEADLINE_MS, stopping.signal);
    return "web and worker are up";
  });
}

async function sayStop(name: string, stop: () => Promise<void>): Promise<void> {
  await step("stop", async () => {
    await stop();
    return name;
  });
}

/** On a terminal the count moves in place; elsewhere every count is a line. */
function showCells(count: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\rcells        ${count} \r`);
  else console.log(`cells        ${count}`);
}

function listenForSignals(): void {
  let firstMs = 0;
  const onSignal = (): void => {
    if (!stopping.signal.aborted) {
      firstMs = performance.now();
      console.log("");
      stopping.abort();
    } else if (performance.now() - firstMs > SAME_SIGNAL_MS) {
      console.error("Stopped without waiting; PostgreSQL is reused by the next start.");
      process.exit(1);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  // npm hands SIGTERM to the shell between us, which ends without passing it on: what is left is an orphan.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent || process.env["npm_lifecycle_event"] === undefined) return;
    clearInterval(watch);
    onSignal();
  }, PARENT_LOOK_INTERVAL_MS).unref();
  // A reader that went away (`npm start | head`) must not end the service in the middle of something.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
