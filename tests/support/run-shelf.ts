/** Runs steps in the shelf world and parses what comes back the way the service does. */
import { Trace, type TraceStep } from "#core/run/trace.ts";
import type { PolicyPort } from "#world-kit/policy-port.ts";
import type { ProgramStep } from "#world-kit/program.ts";
import { createRunner } from "#world-kit/run-program.ts";
import { shelfWorld } from "../fixtures/worlds/shelf-world.ts";
import {
  createDirectPolicyPort,
  type DirectCapabilities,
  type Interface,
  type PolicyModule,
} from "./direct-policy-port.ts";

export type ShelfStep = readonly [call: string, args?: ProgramStep["args"]];
export type ShelfPolicy = PolicyModule | ((declare: Interface) => PolicyModule);
/** A hook of the shelf with the types that the direct port hands it. */
export type Stick = (k: DirectCapabilities, slot: number, box: number, colour: string) => unknown;

export interface ShelfRun {
  readonly text: string;
  readonly trace: Trace;
  readonly last: TraceStep;
}

export const shelf = createRunner(shelfWorld);
export const shelfPort = (policy: ShelfPolicy): PolicyPort => createDirectPolicyPort(shelfWorld, shelf.port, policy);

/** Every step but `put` is a when-step. */
export const shelfSteps = (steps: readonly ShelfStep[]): readonly ProgramStep[] =>
  steps.map(([call, args = {}]) => ({ phase: call === "put" ? "given" : "when", call, args }));

export function runShelf(
  steps: readonly ShelfStep[],
  policy: ShelfPolicy | PolicyPort = {},
  config: { readonly [name: string]: string } = {},
): ShelfRun {
  const port = isPort(policy) ? policy : shelfPort(policy);
  const text = shelf.run({ config, steps: shelfSteps(steps) }, port, 0);
  const trace = Trace.parse(JSON.parse(text));
  const last = trace.steps.at(-1);
  if (last === undefined) throw new Error(`no step ran: ${text}`);
  return { text, trace, last };
}

/** A port that answers every hook with one code: what the sandbox does when a policy is stopped. */
export const portAnswering = (code: 0 | 1 | 2 | 3, fatal: ReturnType<PolicyPort["fatal"]> = "fuel"): PolicyPort => ({
  has: () => true,
  call: () => code,
  result: () => null,
  fatal: () => fatal,
});

const isPort = (policy: ShelfPolicy | PolicyPort): policy is PolicyPort =>
  typeof policy === "object" && "fatal" in policy && "has" in policy;
