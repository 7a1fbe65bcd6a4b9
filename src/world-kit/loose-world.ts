/**
 * A world as the kit itself sees it: the author's own types of state, configuration and hooks are gone, names are strings.
 * One conversion at the door, so that nothing behind it needs the author's type parameters.
 */
import type { Arguments, PrimitiveArguments, ResolvedArgument } from "#world-kit/argument.ts";
import type { HookResult, Layer, Violation, World, WorldDefinition } from "#world-kit/define-world.ts";
import type { Primitive } from "#world-kit/schema.ts";

export type LooseState = { readonly [field: string]: unknown };
export type LooseConfig = { readonly [name: string]: string };
export type LooseHooks = { readonly [hook: string]: (...args: Primitive[]) => Primitive };
export type RunningWorld = World<LooseState, LooseConfig, LooseHooks>;
export type ResolvedArguments = { readonly [name: string]: ResolvedArgument };

export interface LooseStep {
  readonly about: string;
  readonly source: string;
  readonly args: Arguments;
  /** What authors return is checked before it is believed. */
  readonly run: (w: RunningWorld, args: ResolvedArguments) => unknown;
}
export interface LooseHook {
  readonly about: string;
  readonly source: string;
  readonly layer: Layer;
  readonly args: PrimitiveArguments;
  readonly returns: HookResult;
  readonly today: (w: RunningWorld, ...args: Primitive[]) => unknown;
}
export interface LooseCapability {
  readonly about: string;
  readonly source: string;
  readonly layer: Layer;
  readonly args: PrimitiveArguments;
  readonly run: (w: RunningWorld, ...args: Primitive[]) => unknown;
}
export interface LooseInvariant {
  readonly title: string;
  readonly about: string;
  readonly check: (w: RunningWorld) => readonly Violation[];
}
type Described = Omit<
  WorldDefinition<LooseState, LooseConfig, LooseHooks>,
  "initial" | "steps" | "hooks" | "capabilities" | "invariants"
>;
export interface LooseWorld extends Described {
  readonly initial: (config: LooseConfig) => LooseState;
  readonly steps: { readonly [step: string]: LooseStep };
  readonly hooks: { readonly [hook: string]: LooseHook };
  readonly capabilities: { readonly [capability: string]: LooseCapability };
  readonly invariants: { readonly [id: string]: LooseInvariant };
}

/** The runner gives functions of the world exactly the state, configuration and arguments that the world declared. */
export const loosen = <State, Config, Hooks>(world: WorldDefinition<State, Config, Hooks>): LooseWorld =>
  // The author's parameter types are narrower than ours; that they hold at run time is what the runner checks.
  world as unknown as LooseWorld;
