/**
 * One PostgreSQL of our own under a data folder, for starting without Docker and for tests. It survives every way to
 * die: a postmaster left over from a killed parent is adopted, one left by a killed postmaster is waited out, and an
 * initialisation that was cut short starts over.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findPostgresPrograms, ownedFolder, type PostgresPrograms } from "#setup/postgres-programs.ts";
import { isAlive, type Postmaster, readPostmaster, startTimeOf } from "#setup/postmaster.ts";

export interface EmbeddedPostgresOptions {
  /** The cluster's folder; made on first use. Beside it: `<dataDir>.secret`, `.log` and `.owner`. */
  readonly dataDir: string;
  /** On 127.0.0.1; a free one where absent. */
  readonly port?: number;
  /** Made on first use. */
  readonly database?: string;
  /** For tests: survives killed processes, not a power cut. */
  readonly disposable?: boolean;
}
export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** It was running already. */
  readonly adopted: boolean;
  /** Resolves when the postmaster is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Disconnects everybody and waits for the end. Leaves it running while another living starter owns it. */
  stop(): Promise<void>;
}

const USER = "bakeoff";
/** Nothing of ours: a PGDATA or PGPORT of the person's shell would reach PostgreSQL too. */
const ENVIRONMENT = { PATH: process.env["PATH"], TZ: "UTC", LC_ALL: "C.UTF-8", NODE_ENV: "production" } as const;
/** A crash recovery of a busy cluster takes seconds; a minute means that something is wrong. */
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 20_000;
const PROBE_INTERVAL_MS = 40;
/** Something else may listen on the port and never answer. */
const PROBE_DEADLINE_MS = 1000;

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const programs = findPostgresPrograms(options.dataDir);
  const { dataDir } = programs;
  const database = options.database ?? "bakeoff";
  if (!existsSync(join(dataDir, "PG_VERSION"))) initialise(programs);
  const password = readFileSync(`${dataDir}.secret`, "utf8").trim();
  const urlOf = (port: number, name: string): string =>
    `postgresql://${USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;

  let running = await settle(dataDir, (port) => urlOf(port, "postgres"));
  const adopted = running !== null && (options.port === undefined || options.port === running.port);
  if (running !== null && !adopted) {
    await stopPostmaster(running.pid);
    running = null;
  }
  running ??= await launch(programs, options, (port) => urlOf(port, "postgres"));
  await ensureDatabase(urlOf(running.port, "postgres"), database);
  const { pid, port } = running;
  const owns = claim(`${dataDir}.owner`);
  return {
    url: urlOf(port, database),
    port,
    dataDir,
    pid,
    adopted,
    exited: watch(pid),
    stop: async () => {
      if (owns) await stopPostmaster(pid);
    },
  };
}

/** Into a folder beside, then renamed: a cluster that is there is complete. */
function initialise({ initdb, identity, dataDir }: PostgresPrograms): void {
  const partial = `${dataDir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  ownedFolder(partial, identity);
  const secret = `${dataDir}.secret`;
  if (!existsSync(secret)) writeFileSync(secret, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  const passwordFile = `${partial}.password`;
  writeFileSync(passwordFile, readFileSync(secret), { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(passwordFile, identity.uid, identity.gid);
  try {
    const made = spawnSync(
      initdb,
      [
        `--pgdata=${partial}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        // The cluster of a killed initdb is thrown away, and the first checkpoint writes everything out.
        "--no-sync",
      ],
      { ...identity, cwd: "/", env: ENVIRONMENT, encoding: "utf8" },
    );
    if (made.status !== 0) {
      throw new Error(`initdb failed in ${dataDir}: ${made.error?.message ?? made.stderr.trim()}`);
    }
    renameSync(partial, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The postmaster that already serves this folder, once it has made up its mind; null when there is none. */
async function settle(dataDir: string, url: (port: number) => string): Promise<Postmaster | null> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const postmaster = readPostmaster(dataDir);
    if (postmaster === null) return null;
    if ((await probe(url(postmaster.port))) === "ready") return postmaster;
    if (Date.now() > deadline) {
      await stopPostmaster(postmaster.pid);
      return null;
    }
    await sleep(PROBE_INTERVAL_MS);
  }
}

async function launch(
  programs: PostgresPrograms,
  { port: wanted, disposable = false }: EmbeddedPostgresOptions,
  url: (port: number) => string,
): Promise<Postmaster> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const port = wanted ?? (await freePort());
    const attempt = await launchOnce(programs, port, disposable, url, deadline);
    if (typeof attempt !== "string") return attempt;
    // Children of a killed postmaster hold its memory until they notice; a free port may have been taken meanwhile.
    const again =
      /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(attempt) ||
      (wanted === undefined && /could not (bind|create any TCP)/.test(attempt));
    if (!again || Date.now() > deadline) {
      const hint = /could not (bind|create any TCP)/.test(attempt) ? `port ${port} is taken. ` : "";
      throw new Error(`PostgreSQL did not start in ${programs.dataDir}: ${hint}${attempt.trim().slice(-2000)}`);
    }
    await sleep(5 * PROBE_INTERVAL_MS);
  }
}

/** What it wrote before it gave up, or the running postmaster. */
async function launchOnce(
  { postgres, identity, dataDir }: PostgresPrograms,
  port: number,
  disposable: boolean,
  url: (port: number) => string,
  deadline: number,
): Promise<Postmaster | string> {
  const settings = {
    listen_addresses: "127.0.0.1",
    // No socket file: its path has a length limit, and its usual folder may not be ours.
    unix_socket_directories: "",
    max_connections: "100",
    jit: "off",
    log_timezone: "UTC",
    timezone: "UTC",
    ...(disposable ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const log = openSync(`${dataDir}.log`, "w", 0o600);
  const child = spawn(
    postgres,
    [
      "-D",
      dataDir,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...identity,
      cwd: "/",
      // Its own group: Ctrl-C in a terminal must reach the worker and the web before it reaches the database.
      detached: true,
      stdio: ["ignore", log, log],
      env: ENVIRONMENT,
    },
  );
  closeSync(log);
  let failure: string | null = null;
  child.once("error", (error) => {
    failure = error.message;
  });
  child.once("exit", () => {
    failure ??= readFileSync(`${dataDir}.log`, "utf8");
  });
  child.unref();
  for (;;) {
    if (failure !== null) return failure;
    if (child.pid !== undefined && (await probe(url(port))) === "ready" && readPostmaster(dataDir)?.pid === child.pid) {
      return { pid: child.pid, port };
    }
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      return `no answer on port ${port} within ${START_DEADLINE_MS} ms`;
    }
    await sleep(PROBE_INTERVAL_MS);
  }
}

async function probe(url: string): Promise<"ready" | "away"> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_DEADLINE_MS });
  client.on("error", () => {});
  try {
    await client.connect();
    return "ready";
  } catch {
    return "away";
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Two starters at once: the other one made it.
    if (!(error instanceof pg.DatabaseError) || (error.code !== "42P04" && error.code !== "23505")) throw error;
  } finally {
    await client.end();
  }
}

/** Fast shutdown first, then immediate, which recovers on the next start. */
async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    const deadline = Date.now() + STOP_DEADLINE_MS;
    while (isAlive(pid) && Date.now() < deadline) {
      if (deadline - Date.now() > STOP_DEADLINE_MS - PROBE_INTERVAL_MS) process.kill(pid, signal);
      await sleep(PROBE_INTERVAL_MS);
    }
    if (!isAlive(pid)) return;
  }
}

/** True where no other living process started or adopted this cluster before us. */
function claim(file: string): boolean {
  const [pid, startTime] = existsSync(file) ? readFileSync(file, "utf8").trim().split(" ") : [];
  const owner = Number(pid);
  if (owner > 0 && owner !== process.pid && isAlive(owner) && startTimeOf(owner) === startTime) return false;
  writeFileSync(file, `${process.pid} ${startTimeOf(process.pid)}\n`);
  return true;
}

async function watch(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(250, undefined, { ref: false });
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
