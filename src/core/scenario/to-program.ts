import { ownMember } from "#core/own-member.ts";
import type { ArgumentValue, Scenario, Step } from "#core/scenario/scenario.ts";
import type { Argument, WorldManifest } from "#core/world/world-manifest.ts";

type Value = string | number | boolean | null | string[];
/** What the sandbox runs of a scenario; the world kit's `Program` by shape. */
export interface ScenarioProgram {
  readonly config: { readonly [name: string]: string };
  readonly steps: readonly {
    readonly phase: "given" | "when";
    readonly call: string;
    readonly args: { readonly [name: string]: Value };
  }[];
}

/** Every switch and every argument is there afterwards: the world's defaults where the scenario is silent. */
export function toProgram(scenario: Scenario, manifest: WorldManifest): ScenarioProgram {
  const steps = (phase: "given" | "when", list: readonly Step[]): ScenarioProgram["steps"] =>
    list.map(({ call, args }) => ({
      phase,
      call,
      args: withDefaults(args, ownMember(manifest.steps, call)?.args ?? {}),
    }));
  return {
    config: Object.fromEntries(
      Object.entries(manifest.config).map(([name, { values }]) => [
        name,
        ownMember(scenario.config, name) ?? values[0] ?? "",
      ]),
    ),
    steps: [...steps("given", scenario.given), ...steps("when", scenario.when)],
  };
}

/** In the order the world declares its arguments. */
export function withDefaults(
  args: Readonly<Record<string, ArgumentValue>>,
  declared: Readonly<Record<string, Argument>>,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(declared).map(([name, argument]) => [name, ownMember(args, name) ?? defaultOf(argument)]),
  );
}

const defaultOf = (argument: Argument): Value =>
  "default" in argument && argument.default !== undefined ? argument.default : null;
