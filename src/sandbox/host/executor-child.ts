/**
 * The parent's handle of one child process. States: starting, idle, busy, gone. `start` resolves into idle; `run` makes it
 * busy until the job's last frame makes it idle again; a late answer, too much memory, a broken pipe or `kill` make it
 * gone, and gone is final. At most one job at a time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Launch } from "#sandbox/host/child-hardening.ts";
import {
  FRAME_HEAD_BYTES,
  FRAME_KINDS,
  FRAME_LIMIT_BYTES,
  type Job,
  readFrameHead,
  writeFrameHead,
} from "#sandbox/host/executor-frames.ts";
import {
  CHILD_RESIDENT_MB,
  CHILD_START_DEADLINE_MS,
  KILL_GRACE_MS,
  NOTE_LENGTH,
  RESIDENT_CHECK_MS,
} from "#sandbox/host/sandbox-limits.ts";

export interface Frame {
  readonly kind: number;
  readonly number: number;
  readonly body: Buffer;
}
/** Why a child is gone: it was late, it took too much memory, it ended by itself, or we wanted it to. */
export type Gone = "late" | "memory" | "ended" | "killed";
export interface ExecutorProgram {
  readonly script: string;
  /** JSON text of the argument of the script's `runExecutor`. */
  readonly parts: string;
}

/** Reads the program from standard input: nothing of ours has to be readable for the user that the child runs as. */
const BOOTSTRAP = `
const { readSync } = require("node:fs");
const read = (n) => { const b = Buffer.alloc(n); for (let i = 0; i < n;) { const c = readSync(0, b, i, n - i, null); if (c === 0) process.exit(0); i += c; } return b; };
const { script, parts } = JSON.parse(read(read(4).readUInt32LE(0)).toString());
require("node:vm").compileFunction("return " + script, ["require"], { filename: "executor.js" })(require).runExecutor(JSON.parse(parts));
`;
const LAST_KINDS: readonly number[] = [
  FRAME_KINDS.manifest,
  FRAME_KINDS.worldRefused,
  FRAME_KINDS.policyRefused,
  FRAME_KINDS.done,
];

export class ExecutorChild {
  readonly launch: Launch;
  jobs = 0;
  gone: Gone | null = null;
  /** The end of what the child wrote to standard error: Node's own words where it died. */
  errorText = "";
  private readonly process: ChildProcess;
  private pending: Buffer = Buffer.alloc(0);
  private timer: NodeJS.Timeout | null = null;
  private watch: NodeJS.Timeout | null = null;
  private residentAtStart = 0;
  private memoryMb = 0;
  private onFrame: (frame: Frame) => void = () => {};
  private onGone: () => void = () => {};

  private constructor(launch: Launch, program: ExecutorProgram) {
    this.launch = launch;
    this.process = spawn(launch.command, [...launch.args, "-e", BOOTSTRAP], {
      cwd: "/",
      // Next's types demand a variable in every environment; this one is empty on purpose.
      env: {} as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.process.on("error", () => this.end("ended"));
    // Not `exit`: what the child wrote before it ended is still on its way then.
    this.process.on("close", () => this.end("ended"));
    this.process.stdin?.on("error", () => this.end("ended"));
    this.process.stdout?.on("data", (bytes: Buffer) => this.receive(bytes));
    this.process.stderr?.on("data", (bytes: Buffer) => {
      this.errorText = (this.errorText + bytes.toString("utf8")).slice(-NOTE_LENGTH);
    });
    const text = Buffer.from(JSON.stringify(program), "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    this.process.stdin?.write(length);
    this.process.stdin?.write(text);
  }

  /** Throws with the child's own words where this launch does not work here. */
  static start(launch: Launch, program: ExecutorProgram): Promise<ExecutorChild> {
    const child = new ExecutorChild(launch, program);
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error(`the child did not start: ${child.errorText.trim() || child.gone}`));
      child.onGone = fail;
      child.onFrame = ({ kind }) => {
        if (kind !== FRAME_KINDS.ready) return child.end("ended");
        child.rest();
        resolve(child);
      };
      child.setDeadline(CHILD_START_DEADLINE_MS);
    });
  }

  /**
   * Hands out the job's frames as they come. Ends after the last one, or when the child is gone: see `gone`. Whoever
   * stops listening early ends the child, because it cannot be told to stop.
   */
  async *run(job: Job): AsyncGenerator<Frame, void, void> {
    const frames: Frame[] = [];
    let wake = (): void => {};
    let finished = false;
    this.jobs++;
    this.onFrame = (frame) => {
      frames.push(frame);
      finished ||= LAST_KINDS.includes(frame.kind) || frame.kind === FRAME_KINDS.broken;
      // The wait for the first scenario contains the set-up; every frame after that is one step forward.
      if (finished) this.rest();
      else this.setDeadline(job.deadlineMs + KILL_GRACE_MS);
      wake();
    };
    this.onGone = () => wake();
    this.setActive(true);
    this.memoryMb = job.memoryMb;
    this.residentAtStart = this.residentMb();
    this.setDeadline(job.setUpDeadlineMs);
    this.watch = setInterval(() => {
      if (this.residentMb() > CHILD_RESIDENT_MB) this.end("memory");
    }, RESIDENT_CHECK_MS);
    const body = Buffer.from(JSON.stringify(job), "utf8");
    const head = Buffer.alloc(FRAME_HEAD_BYTES);
    writeFrameHead(head, { length: body.length, kind: FRAME_KINDS.job, number: 0 });
    this.process.stdin?.write(head);
    this.process.stdin?.write(body);
    try {
      for (;;) {
        const frame = frames.shift();
        if (frame !== undefined) yield frame;
        else if (finished || this.gone !== null) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      if (!finished) this.kill();
    }
  }

  kill(): void {
    this.end("killed");
  }

  private rest(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.watch !== null) clearInterval(this.watch);
    this.timer = null;
    this.watch = null;
    this.onGone = () => {};
    this.setActive(false);
  }

  /** An idle child must not keep the process alive that forgot to close its sandbox. */
  private setActive(active: boolean): void {
    const { stdin, stdout, stderr } = this.process;
    for (const handle of [this.process, stdin, stdout, stderr]) {
      // Pipes of a child are sockets; the types only say streams.
      const counted = handle as { ref?: () => void; unref?: () => void } | null;
      if (active) counted?.ref?.();
      else counted?.unref?.();
    }
  }

  private setDeadline(afterMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const grown = this.residentMb() - this.residentAtStart;
      // Some kinds of growth hang the engine at its limit instead of ending the isolate.
      this.end(this.memoryMb > 0 && grown > this.memoryMb / 2 ? "memory" : "late");
    }, afterMs);
  }

  private end(why: Gone): void {
    if (this.gone !== null) return;
    this.gone = why;
    this.process.kill("SIGKILL");
    const { onGone } = this;
    this.rest();
    onGone();
  }

  private receive(bytes: Buffer): void {
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    while (this.gone === null && this.pending.length >= FRAME_HEAD_BYTES) {
      const { length, kind, number } = readFrameHead(this.pending);
      if (length > FRAME_LIMIT_BYTES) return this.end("ended");
      const end = FRAME_HEAD_BYTES + length;
      if (this.pending.length < end) return;
      const body = this.pending.subarray(FRAME_HEAD_BYTES, end);
      this.pending = this.pending.subarray(end);
      this.onFrame({ kind, number, body });
    }
  }

  /** Memory that the process really holds; 0 where the system does not tell. */
  private residentMb(): number {
    try {
      const pages = Number(readFileSync(`/proc/${this.process.pid}/statm`, "utf8").split(" ")[1]);
      return (pages * PAGE_BYTES) / 1e6;
    } catch {
      return 0;
    }
  }
}

/** Of Linux on x64, and of arm64 in its usual configuration. */
const PAGE_BYTES = 4_096;
