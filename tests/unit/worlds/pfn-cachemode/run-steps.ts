/** Runs steps against the shipped world in plain Node, and hands out what a test wants to look at. */
import { parseTrace } from "#core/run/parse-trace.ts";
import { replayState } from "#core/run/replay-state.ts";
import type { Trace } from "#core/run/trace.ts";
import { withDefaults } from "#core/scenario/to-program.ts";
import { WorldManifest } from "#core/world/world-manifest.ts";
import { createRunner } from "#world-kit/run-program.ts";
import type { Primitive } from "#world-kit/schema.ts";
import type { Policy } from "#worlds/pfn-cachemode/kernel.ts";
import type { MemtypeEntry, PteState, State } from "#worlds/pfn-cachemode/state.ts";
import { world } from "#worlds/pfn-cachemode/world.ts";
import { createDirectPolicyPort, type PolicyModule } from "../../../support/direct-policy-port.ts";

export const runner = createRunner(world);
export const manifest = WorldManifest.parse(JSON.parse(runner.manifestJson()));

type Value = Primitive | readonly string[];
export type WrittenStep = readonly [call: string, args?: { readonly [name: string]: Value }];

export interface Ran {
  readonly trace: Trace;
  readonly state: State;
  /** Of each step, in order. */
  readonly results: readonly Primitive[];
  /** Result of the last step. */
  readonly result: Primitive;
  /** Codes of the warnings of all steps. */
  readonly warnings: readonly string[];
  /** Ids of the invariants that were violated at any time. */
  readonly violated: readonly string[];
  readonly tree: readonly MemtypeEntry[];
  /** Entry of a page of the first VMA. */
  pte(page: number): PteState | null;
  /** What the last step added. */
  metric(name: string): number;
}

/** A policy is what a proposal's module exports. */
export const portOf = (policy: object) =>
  // Modules are data here: the port looks their functions up by name, and the runner checks what they answer.
  createDirectPolicyPort(world, runner.port, policy as PolicyModule);

export function runSteps(
  steps: readonly WrittenStep[],
  config: { readonly [name: string]: string } = {},
  policy: Policy = {},
): Ran {
  const defaults = Object.fromEntries(Object.entries(manifest.config).map(([name, { values }]) => [name, values[0]]));
  const program = {
    config: { ...defaults, ...config },
    steps: steps.map(([call, args = {}]) => {
      const declared = manifest.steps[call];
      if (declared === undefined) throw new Error(`no step ${call}`);
      const given = Object.fromEntries(Object.entries(args).map(([k, v]) => [k, Array.isArray(v) ? [...v] : v]));
      // Written by tests: the values are those the step declares.
      return {
        phase: "when" as const,
        call,
        args: withDefaults(given as Parameters<typeof withDefaults>[0], declared.args),
      };
    }),
  };
  const text = runner.run(program as Parameters<typeof runner.run>[0], portOf(policy), 0);
  const parsed = parseTrace(text);
  if (!parsed.ok) throw new Error(parsed.error);
  const trace = parsed.value;
  if (trace.end.kind !== "completed") throw new Error(JSON.stringify(trace.end));
  // The trace was checked against the world's schema when it was written.
  const state = replayState(trace, trace.steps.length) as unknown as State;
  const results = trace.steps.map((step) => step.result);
  return {
    trace,
    state,
    results,
    result: results.at(-1) ?? null,
    warnings: trace.steps.flatMap((step) => step.warnings.map(({ code }) => code)),
    violated: [...new Set(trace.steps.flatMap((step) => step.violations.map(({ invariant }) => invariant)))],
    // An item that left a list is null in a replayed state.
    tree: state.tree.filter((entry: MemtypeEntry | null) => entry !== null),
    pte: (page) => state.vmas[0]?.ptes[page] ?? null,
    metric: (name) => trace.steps.at(-1)?.metrics[name] ?? 0,
  };
}
