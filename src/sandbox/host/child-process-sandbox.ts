/**
 * The sandbox of the service: compiles here, runs in child processes. Whatever happens to a child costs the scenario that
 * did it and no other: the remaining ones go on in the next child.
 */
import { invariant } from "#core/invariant.ts";
import type { Outcome } from "#core/run/outcome.ts";
import { BoundedCache } from "#sandbox/host/bounded-cache.ts";
import { compileGuest } from "#sandbox/host/compile-guest.ts";
import { compilePolicy } from "#sandbox/host/compile-policy.ts";
import { MOST_FUEL } from "#sandbox/host/compile-policy-fuel.ts";
import { type CompiledWorld, compileWorld } from "#sandbox/host/compile-world.ts";
import { demandSound, lossWhileLoading } from "#sandbox/host/demand-sound.ts";
import type { ExecutorChild, Frame } from "#sandbox/host/executor-child.ts";
import { FRAME_KINDS, type Job } from "#sandbox/host/executor-frames.ts";
import { ExecutorPool } from "#sandbox/host/executor-pool.ts";
import { locateAddon } from "#sandbox/host/locate-addon.ts";
import { type Indexed, runScenarios } from "#sandbox/host/run-scenarios.ts";
import { COMPILED_KEPT, DEFAULT_LIMITS, NOTE_LENGTH, SET_UP_DEADLINE_MS } from "#sandbox/host/sandbox-limits.ts";
import { type Sandbox, type SandboxLimits, type SandboxRequest, type WorldSource } from "#sandbox/sandbox.ts";

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
    invariant(limits.fuelPerCall <= MOST_FUEL, `a call has at most ${MOST_FUEL} units of fuel`);
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

async function* describeWorld(
  take: () => Promise<ExecutorChild>,
  job: Job,
  world: CompiledWorld,
  signal?: AbortSignal,
): AsyncGenerator<string> {
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
  if (child.gone === "killed") throw new Error("the sandbox was closed while a request ran");
  if (child.gone !== null) throw lossWhileLoading(child.gone);
  for (const { kind, body } of frames) {
    demandSound(kind, body, world);
    if (kind === FRAME_KINDS.manifest) yield body.toString("utf8");
  }
}
