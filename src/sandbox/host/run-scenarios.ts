/**
 * One request on one child after the other: hands out an outcome for every scenario, exactly once, whatever becomes of the
 * children. What a loss means depends on what the child was doing: loading (the world's fault), running a scenario (that
 * scenario's outcome), or looking once more at a failure that is already known (nobody's).
 */
import type { Outcome } from "#core/run/outcome.ts";
import type { CompiledPolicy } from "#sandbox/host/compile-policy.ts";
import type { CompiledWorld } from "#sandbox/host/compile-world.ts";
import { demandSound, lossWhileLoading } from "#sandbox/host/demand-sound.ts";
import type { ExecutorChild } from "#sandbox/host/executor-child.ts";
import { FRAME_KINDS, type Job } from "#sandbox/host/executor-frames.ts";
import { mapThrown } from "#sandbox/host/map-thrown.ts";

export type Indexed = { readonly index: number; readonly outcome: Outcome };
export interface Run {
  /** Gives back the child before, if there is one. */
  readonly take: () => Promise<ExecutorChild>;
  readonly job: Job;
  readonly world: CompiledWorld;
  readonly policy: CompiledPolicy;
  readonly signal: AbortSignal | undefined;
}
/** What the child is doing, as far as its frames tell. */
interface Progress {
  doing: "loading" | "running" | "witnessing";
}
/** A child that ends by itself may have met a fault of the machine: the same scenario gets one more child. */
const DEATHS_FORGIVEN = 1;

export async function* runScenarios(run: Run): AsyncGenerator<Indexed, void, void> {
  const { job, signal } = run;
  let next = 0;
  let deaths = 0;
  while (next < job.programs.length) {
    const before = next;
    const child = await run.take();
    const progress: Progress = { doing: "loading" };
    const rest = { ...job, programs: job.programs.slice(next) };
    for await (const { index, outcome } of readOutcomes(run, child, rest, progress)) {
      next = before + index + 1;
      yield { index: before + index, outcome };
    }
    signal?.throwIfAborted();
    if (child.gone === null) continue;
    if (child.gone === "killed") throw new Error("the sandbox was closed while a request ran");
    if (progress.doing === "witnessing") continue;
    if (next > before) deaths = 0;
    if (child.gone === "ended" && deaths++ < DEATHS_FORGIVEN) continue;
    if (progress.doing === "loading") throw lossWhileLoading(child.gone);
    deaths = 0;
    yield { index: next++, outcome: outcomeOfLoss(child, job) };
  }
}

function outcomeOfLoss(child: ExecutorChild, job: Job): Outcome {
  return child.gone === "late" ? { kind: "timed-out", afterMs: job.deadlineMs } : { kind: "out-of-memory" };
}

/** The outcomes that one child gives before it is done or gone. */
async function* readOutcomes(
  { world, policy, signal }: Run,
  child: ExecutorChild,
  job: Job,
  progress: Progress,
): AsyncGenerator<Indexed> {
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
      progress.doing = kind === FRAME_KINDS.failedTrace ? "witnessing" : "running";
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
