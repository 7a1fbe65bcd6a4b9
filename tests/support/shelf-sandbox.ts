/** The shelf world as source text, small scenarios on it, and what tests ask of a sandbox again and again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "#core/run/outcome.ts";
import { Trace } from "#core/run/trace.ts";
import type { Sandbox, SandboxLimits, WorldSource } from "#sandbox/sandbox.ts";
import type { Program, ProgramStep } from "#world-kit/program.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "worlds");
export const shelfSource: WorldSource = {
  files: {
    "world.ts": 'export { shelfWorld as world } from "./shelf-world.ts";\n',
    "shelf-world.ts": readFileSync(join(folder, "shelf-world.ts"), "utf8"),
  },
};

const step = (phase: ProgramStep["phase"], call: string, args: ProgramStep["args"]): ProgramStep => ({
  phase,
  call,
  args,
});
const label = (slot: number, box: string, colour: string): ProgramStep => step("when", "label", { slot, box, colour });
const boxes = step("given", "put", { as: "b", boxes: 2, colour: "red" });

/** One label that is right. */
export const oneLabel: Program = { config: {}, steps: [boxes, label(0, "b[0]", "red")] };
/** Three labels: right, wrong, and one on a slot that is taken. */
export const threeLabels: Program = {
  config: {},
  steps: [boxes, label(0, "b[0]", "red"), label(1, "b[1]", "blue"), label(0, "b[1]", "red")],
};
/** Puts boxes there and never asks the policy. */
export const noLabel: Program = { config: {}, steps: [boxes] };

/** What `policy.ts` begins with: types alone, which are gone before anything runs. */
export const shelfTypes = `interface Kernel {
  colour_of(box: number): string;
  stick_label(slot: number, box: number, colour: string): number;
  warn(text: string): null;
  ask_again(slot: number, box: number, colour: string): string;
}
`;
export const honestStick = `function honest(k: Kernel, slot: number, box: number, colour: string): string {
  if (k.colour_of(box) !== colour) return "declined";
  return k.stick_label(slot, box, colour) > 0 ? "stuck" : "declined";
}
`;
/** A policy whose hook first does `attack` and then what an honest one does. */
export const attackThenHonest = (attack: string, before = ""): string =>
  `${shelfTypes}${honestStick}${before}
export function stick(k: Kernel, slot: number, box: number, colour: string): string {
  ${attack}
  return honest(k, slot, box, colour);
}
`;
export const honestPolicy = attackThenHonest("");

export interface Ask {
  readonly policy: string;
  readonly scenarios: readonly Program[];
  readonly limits?: Partial<SandboxLimits>;
  readonly world?: WorldSource;
}

/** All outcomes, by the index of the scenario. */
export async function runAll(
  sandbox: Sandbox,
  { policy, scenarios, limits = {}, world = shelfSource }: Ask,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const { index, outcome } of sandbox.run({ world, policy, scenarios, seed: 0, limits })) {
    if (outcomes[index] !== undefined) throw new Error(`scenario ${index} was answered twice`);
    outcomes[index] = outcome;
  }
  return outcomes;
}

export async function runOne(sandbox: Sandbox, policy: string, scenario: Program = oneLabel): Promise<Outcome> {
  const [outcome] = await runAll(sandbox, { policy, scenarios: [scenario] });
  if (outcome === undefined) throw new Error("no outcome");
  return outcome;
}

/** The outcome's trace, checked against its schema. */
export function traceOf(outcome: Outcome | undefined): Trace {
  if (outcome?.kind !== "traced") throw new Error(`no trace, but ${JSON.stringify(outcome)}`);
  return Trace.parse(JSON.parse(outcome.trace));
}
export const endOf = (outcome: Outcome | undefined): string => traceOf(outcome).end.kind;
/** Results of the steps, in order. */
export const resultsOf = (outcome: Outcome | undefined): unknown[] =>
  traceOf(outcome).steps.map(({ result }) => result);
/** Texts of all warnings, in order. */
export const warningsOf = (outcome: Outcome | undefined): string[] =>
  traceOf(outcome).steps.flatMap(({ warnings }) => warnings.map(({ text }) => text));
