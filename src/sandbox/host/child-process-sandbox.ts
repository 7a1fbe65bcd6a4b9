/**
 * The sandbox of the service: compiles here, runs in child processes. Whatever happens to a child costs the scenario that
 * did it and no other: the remaining ones go on in the next child.
 */
import type { Outcome } from "#core/run/outcome.ts";
import { BoundedCache } from "#sandbox/host/bounded-cache.ts";
import { compileGuest } from "#sandbox/host/compile-guest.ts";
import { type CompiledPolicy, compilePolicy } from "#sandbox/host/compile-policy.ts";
import { type CompiledWorld, compileWorld } from "#sandbox/host/compile-world.ts";
import type { ExecutorChild, Frame } from "#sandbox/host/executor-child.ts";
import { FRAME_KINDS, type Job } from "#sandbox/host/executor-frames.ts";
import { ExecutorPool } from "#sandbox/host/executor-pool.ts";
import { locateAddon } from "#sandbox/host/locate-addon.ts";
import { mapThrown } from "#sandbox/host/map-thrown.ts";
import { placeInWorld } from "#sandbox/host/place-in-world.ts";
import { COMPILED_KEPT, DEFAULT_LIMITS, NOTE_LENGTH, SET_UP_DEADLINE_MS } from "#sandbox/host/sandbox-limits.ts";
import { type Sandbox, type SandboxLimits, type SandboxRequest, WorldRefused, type WorldSource } from "#sandbox/sandbox.ts";

export interface ChildProcessSandboxOptions {
  /** How many requests run at once; one child process each, and one that waits. */
  readonly children: number;
  /** Which protections are active, and what went wrong with those that are not. */
  readonly log?: (message: string) => void;
  /** The Node that runs the children; by default the one that runs us. */
  readonly node?: string;
  /** False only in tests of what the realms withstand without the static rules. */
  readonly softRules?: boolean;
}
type Indexed = { readonly index: number; readonly outcome: Outcome };

export function createChildProcessSandbox(options: ChildProcessSandboxOptions): Sandbox {
  return new ChildProcessSandbox(options);
}

class ChildProcessSandbox implements Sandbox {
  private readonly options: ChildProcessSandboxOptions;
  private readonly manifests = new BoundedCache<string>(COMPILED_KEPT);
  private pool: Promise<ExecutorPool> | null = null;

  constructor(options: ChildProcessSandboxOptions) {
    this.options = options;
  }

  async *run(request: SandboxRequest, signal?: AbortSignal): AsyncGenerator<Indexed, void, void> {
    const { scenarios, seed } = request;
    const limits: SandboxLimits = { ...DEFAULT_LIMITS, ...request.limits };
    const world = await compileWorld(request.world);
    const { softRules = true } = this.options;
    const policy = await compilePolicy(request.policy, { sourceBytes: limits.sourceBytes, softRules });
    if (!policy.ok) {
      const outcome: Outcome = { kind: "refused-static", problems: [...policy.error] };
      for (const index of scenarios.keys()) yield { index, outcome };
      return;
    }
    const programs = scenarios.map((program) => JSON.stringify(program));
    const job = { ...jobFor(world, limits), policyModule: policy.value.module, programs, seed };
    const pool = await this.openPool();
    yield* pool.lend((take) => runScenarios({ take, job, world, policy: policy.value, signal }));
  }

  async describe(source: WorldSource, signal?: AbortSignal): Promise<string> {
    const world = await compileWorld(source);
    const known = this.manifests.get(world.hash);
    if (known !== undefined) return known;
    const job = { ...jobFor(world, DEFAULT_LIMITS), policyModule: null, programs: [], seed: 0 };
    const pool = await this.openPool();
    for await (const manifest of pool.lend((take) => describeWorld(take, job, world, signal))) {
      this.manifests.set(world.hash, manifest);
      return manifest;
    }
    throw new Error("the child described nothing");
  }

  async close(): Promise<void> {
    const pool = await this.pool?.catch(() => null);
    pool?.close();
  }

  private openPool(): Promise<ExecutorPool> {
    this.pool ??= this.buildPool();
    return this.pool;
  }

  private async buildPool(): Promise<ExecutorPool> {
    const { lock, policyRealm, executor } = await compileGuest();
    const addon = locateAddon();
    const parts = JSON.stringify({ addon, lockScript: lock, policyRealmScript: policyRealm });
    const { children, node = process.execPath, log = () => {} } = this.options;
    return new ExecutorPool({ children, node, addon, program: { script: executor, parts }, log });
  }
}

const jobFor = (world: CompiledWorld, limits: SandboxLimits) => ({
  worldScript: world.script,
  fuelPerCall: limits.fuelPerCall,
  deadlineMs: limits.deadlineMs,
  setUpDeadlineMs: SET_UP_DEADLINE_MS,
  memoryMb: limits.memoryMb,
  traceBytes: limits.traceBytes,
  noteLength: NOTE_LENGTH,
});

type Take = () => Promise<ExecutorChild>;
interface Run {
  readonly take: Take;
  readonly job: Job;
  readonly world: CompiledWorld;
  readonly policy: CompiledPolicy;
  readonly signal: AbortSignal | undefined;
}
/** A child that ends by itself may have met a fault of the machine: the same scenario gets one more child. */
const DEATHS_FORGIVEN = 1;

async function* runScenarios(run: Run): AsyncGenerator<Indexed, void, void> {
  const { job, signal } = run;
  let next = 0;
  let deaths = 0;
  while (next < job.programs.length) {
    const before = next;
    const child = await run.take();
    const rest = { ...job, programs: job.programs.slice(next) };
    for await (const { index, outcome } of readOutcomes(run, child, rest)) {
      next = before + index + 1;
      yield { index: before + index, outcome };
    }
    signal?.throwIfAborted();
    if (child.gone === null) continue;
    if (next > before) deaths = 0;
    if (child.gone === "killed") throw new Error("the sandbox was closed while a request ran");
    if (child.gone === "ended" && deaths++ < DEATHS_FORGIVEN) continue;
    deaths = 0;
    yield { index: next++, outcome: outcomeOfLoss(child, job) };
  }
}

function outcomeOfLoss(child: ExecutorChild, job: Job): Outcome {
  return child.gone === "late" ? { kind: "timed-out", afterMs: job.deadlineMs } : { kind: "out-of-memory" };
}

/** The outcomes that one child gives before it is done or gone. */
async function* readOutcomes({ world, policy, signal }: Run, child: ExecutorChild, job: Job): AsyncGenerator<Indexed> {
  const stop = (): void => child.kill();
  signal?.throwIfAborted();
  signal?.addEventListener("abort", stop, { once: true });
  let failed: { readonly index: number; readonly trace: string } | null = null;
  const withThrown = (note: string): Indexed[] => {
    if (failed === null) return [];
    const { index, trace } = failed;
    failed = null;
    return [{ index, outcome: { kind: "traced", trace, thrown: mapThrown(note, policy) } }];
  };
  try {
    for await (const { kind, number, body } of child.run(job)) {
      if (kind === FRAME_KINDS.failedTrace) failed = { index: number, trace: body.toString("utf8") };
      else if (kind === FRAME_KINDS.note) yield* withThrown(body.toString("utf8"));
      else if (kind === FRAME_KINDS.policyRefused) {
        for (const index of job.programs.keys()) yield { index, outcome: refusedByEngine(body) };
      } else {
        demandSound(kind, body, world);
        const outcome = outcomeOf(kind, body, job);
        if (outcome !== null) yield { index: number, outcome };
      }
    }
    yield* withThrown("");
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function outcomeOf(kind: number, body: Buffer, job: Job): Outcome | null {
  switch (kind) {
    case FRAME_KINDS.trace:
      return { kind: "traced", trace: body.toString("utf8"), thrown: null };
    case FRAME_KINDS.difference:
      return { kind: "nondeterministic", difference: body.toString("utf8") };
    case FRAME_KINDS.tooLarge:
      return { kind: "output-too-large", limitBytes: job.traceBytes };
    case FRAME_KINDS.timedOut:
      return { kind: "timed-out", afterMs: job.deadlineMs };
    case FRAME_KINDS.outOfMemory:
      return { kind: "out-of-memory" };
    default:
      return null;
  }
}

const refusedByEngine = (reason: Buffer): Outcome => ({
  kind: "refused-static",
  problems: [{ line: 1, column: 1, message: `The engine does not accept the policy: ${reason.toString("utf8")}` }],
});

/** Throws for what no policy is to blame for. */
function demandSound(kind: number, body: Buffer, world: CompiledWorld): void {
  if (kind === FRAME_KINDS.worldRefused) throw new WorldRefused(placeInWorld(body.toString("utf8"), world));
  if (kind === FRAME_KINDS.broken) throw new Error(`the sandbox failed: ${body.toString("utf8")}`);
}

async function* describeWorld(take: Take, job: Job, world: CompiledWorld, signal?: AbortSignal): AsyncGenerator<string> {
  const child = await take();
  const stop = (): void => child.kill();
  signal?.throwIfAborted();
  signal?.addEventListener("abort", stop, { once: true });
  const frames: Frame[] = [];
  try {
    for await (const frame of child.run(job)) frames.push(frame);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  signal?.throwIfAborted();
  if (child.gone === "late") throw new WorldRefused("The world does not finish loading.");
  if (child.gone === "memory") throw new WorldRefused("The world needs too much memory to load.");
  for (const { kind, body } of frames) {
    demandSound(kind, body, world);
    if (kind === FRAME_KINDS.manifest) yield body.toString("utf8");
  }
}
