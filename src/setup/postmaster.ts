/** What the process table and `postmaster.pid` say about a running PostgreSQL. */
import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The postmaster of this folder, or null. A file that names a process which is none of its own is removed. */
export function readPostmaster(dataDir: string): Postmaster | null {
  const file = join(dataDir, "postmaster.pid");
  const lines = readOrEmpty(file).split("\n");
  // Lines of the file: pid, data folder, start time, port, ...
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!isAlive(pid)) return null;
  if (!servesFolder(pid, dataDir)) {
    // The number was given to somebody else, as happens in containers: PostgreSQL would refuse to start for it.
    rmSync(file, { force: true });
    return null;
  }
  return { pid, port: Number.isInteger(port) && port > 0 ? port : 0 };
}

/** The process exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return stateOf(pid) !== "Z";
}

/** Clock ticks since boot at which the process started, as text; with the number it names a process for good. */
export const startTimeOf = (pid: number): string => fieldsOf(pid)[19] ?? "";

const stateOf = (pid: number): string => fieldsOf(pid)[0] ?? "";
/** Fields of /proc/<pid>/stat from the third (state) on; empty where there is no /proc. */
const fieldsOf = (pid: number): string[] => {
  const text = readOrEmpty(`/proc/${pid}/stat`);
  return text === "" ? [] : text.slice(text.lastIndexOf(")") + 2).split(" ");
};

function servesFolder(pid: number, dataDir: string): boolean {
  try {
    // A postmaster changes into its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    // No /proc, or not ours to look at: believe the file.
    return true;
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
