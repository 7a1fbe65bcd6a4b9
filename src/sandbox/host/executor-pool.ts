/**
 * A fixed number of child processes at work, and one spare that waits, so that nobody waits for a start after a kill. The
 * first child that starts tells which protections this machine has; the others are started the same way.
 */
import { findLaunches, type Launch } from "#sandbox/host/child-hardening.ts";
import { ExecutorChild, type ExecutorProgram } from "#sandbox/host/executor-child.ts";
import { JOBS_PER_CHILD } from "#sandbox/host/sandbox-limits.ts";

export interface PoolOptions {
  readonly children: number;
  readonly node: string;
  readonly addon: string;
  readonly program: ExecutorProgram;
  readonly log: (message: string) => void;
}

export class ExecutorPool {
  private readonly options: PoolOptions;
  private readonly idle: ExecutorChild[] = [];
  private readonly busy = new Set<ExecutorChild>();
  private readonly waiting: (() => void)[] = [];
  private free: number;
  private launch: Promise<Launch> | null = null;
  private starting: Promise<void> | null = null;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.free = options.children;
  }

  /** Waits for a free place, then lends children to `use`, one at a time. One that is gone is not used again. */
  async *lend<R>(use: (take: () => Promise<ExecutorChild>) => AsyncGenerator<R>): AsyncGenerator<R, void, void> {
    await this.takePlace();
    let lent: ExecutorChild | null = null;
    const take = async (): Promise<ExecutorChild> => {
      if (lent !== null) this.putBack(lent);
      lent = await this.takeChild();
      return lent;
    };
    try {
      yield* use(take);
    } finally {
      if (lent !== null) this.putBack(lent);
      this.givePlace();
    }
  }

  close(): void {
    this.closed = true;
    for (const child of [...this.idle, ...this.busy]) child.kill();
    this.idle.length = 0;
  }

  private async takePlace(): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private givePlace(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }

  private async takeChild(): Promise<ExecutorChild> {
    for (;;) {
      if (this.closed) throw new Error("the sandbox is closed");
      const child = this.idle.pop();
      if (child === undefined) {
        await this.startSpare();
        continue;
      }
      if (child.gone !== null) continue;
      this.busy.add(child);
      // The next one to be killed has its successor already.
      if (this.idle.length === 0) void this.startSpare().catch(() => {});
      return child;
    }
  }

  private putBack(child: ExecutorChild): void {
    if (!this.busy.delete(child)) return;
    if (child.gone !== null) return;
    const enough = this.idle.length > this.options.children;
    if (this.closed || enough || child.jobs >= JOBS_PER_CHILD) child.kill();
    else this.idle.push(child);
  }

  /** One at a time: on a busy machine two would only slow each other down. */
  private startSpare(): Promise<void> {
    this.starting ??= this.startChild().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  private async startChild(): Promise<void> {
    const { program } = this.options;
    if (this.launch === null) {
      const first = this.startFirst();
      this.launch = first.then(({ launch }) => launch);
      this.launch.catch(() => {
        this.launch = null;
      });
      this.keep(await first);
      return;
    }
    this.keep(await ExecutorChild.start(await this.launch, program));
  }

  private keep(child: ExecutorChild): void {
    if (this.closed) child.kill();
    else this.idle.push(child);
  }

  private async startFirst(): Promise<ExecutorChild> {
    const { node, addon, program, log } = this.options;
    const refusals: string[] = [];
    for (const launch of findLaunches(node, addon)) {
      try {
        const child = await ExecutorChild.start(launch, program);
        log(`sandbox: children run with ${launch.layers.join(", ") || "no additional protection"}`);
        for (const refusal of refusals) log(refusal);
        return child;
      } catch (error) {
        refusals.push(
          `sandbox: not with ${launch.layers.join(", ")}: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
    throw new Error(`no child process starts here. ${refusals.join(" ")}`);
  }
}
