/** What every expectation of one run is judged from, worked out once. */
import { type EntityNames, entityNames } from "#core/run/entity-names.ts";
import { replayState } from "#core/run/replay-state.ts";
import type { Trace, TraceStep, TraceValue } from "#core/run/trace.ts";
import type { Scenario } from "#core/scenario/scenario.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";

export interface RunFacts {
  readonly manifest: WorldManifest;
  readonly trace: Trace;
  readonly names: EntityNames;
  /** How many steps come before the first when-step. */
  readonly givenSteps: number;
  /** With their numbers in the run, from 1. */
  readonly whenSteps: readonly { readonly step: TraceStep; readonly number: number }[];
  /** State before the first when-step, and after the last step. */
  before(): TraceValue;
  after(): TraceValue;
  /** Number of the first step from `step` on (from 1) that warned, or null. */
  warningAtOrAfter(step: number): number | null;
}

export function runFacts(manifest: WorldManifest, scenario: Scenario, trace: Trace): RunFacts {
  const givenSteps = scenario.given.length;
  const numbered = trace.steps.map((step, at) => ({ step, number: at + 1 }));
  return {
    manifest,
    trace,
    names: entityNames(trace.names, scenario),
    givenSteps,
    whenSteps: numbered.slice(givenSteps),
    before: once(() => replayState(trace, givenSteps)),
    after: once(() => replayState(trace, trace.steps.length)),
    warningAtOrAfter: (from) =>
      numbered.find(({ step, number }) => number >= from && step.warnings.length > 0)?.number ?? null,
  };
}

/** Most scenarios need one of the two states, many none. */
function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
