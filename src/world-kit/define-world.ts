/**
 * What the author of a world writes. A world is ordinary code over a plain object (`w.state`); everything else in it is
 * description, which the service shows, validates with and completes from. Must never import anything outside of
 * world-kit: it is compiled into the realm that runs next to strangers' policies.
 */
import type { Arguments, EntityRange, PrimitiveArguments } from "#world-kit/argument.ts";
import type { Primitive, RecordType, Static } from "#world-kit/schema.ts";

/** Who acts: the caller of the interface, the interface itself, the system behind it, the hardware under it. */
export type Layer = "driver" | "interface" | "system" | "hardware";
export type Severity = "error" | "warning" | "info";

/** What steps, capabilities, hooks and invariants see of the running world. */
export interface World<State, Config, Hooks> {
  readonly state: State;
  readonly config: Config;
  /** Dispatches to the policy where it has the hook, else to today's behaviour. */
  readonly hooks: Hooks;
  /** Runs `body` as a function of the system: it appears in the trace with its arguments and its result. */
  enter<R extends Primitive>(layer: Layer, name: string, args: readonly Primitive[], body: () => R): R;
  /** A message somebody would see (a kernel log line). `code` is stable and may be matched by expectations. */
  warn(code: string, text: string): void;
  /** The interface declines what was asked, by design. */
  refuse(reason: string): void;
  /** The question of the scenario cannot be asked under this configuration. */
  notApplicable(reason: string): void;
  /** Adds to a metric declared in `metrics`. */
  count(metric: string, by?: number): void;
  /** Binds the name that a `name` argument declared to the entities that were made. */
  bind(name: string, entity: string, range: EntityRange): void;
  /** How a scenario would write this entity: `vram[2]`, or its word and index, `frame 17`, where it has no name. */
  nameOf(entity: string, index: number): string;
}

/** A switch that a scenario may set under `config:`. The first value is the default. */
export interface ConfigSwitch {
  readonly about: string;
  readonly values: readonly string[];
}
/** A kind of thing that scenarios can name. `list` is the field of the state that holds them. */
export interface Entity {
  readonly about: string;
  readonly list: string;
}
export interface StepDefinition<W> {
  readonly about: string;
  /** The operation it stands for, with file and function: `mm/memory.c vmf_insert_pfn_prot()`. */
  readonly source: string;
  readonly args: Arguments;
  /** Arguments arrive resolved: references as indexes, ranges as `{ first, count }`, words as arrays. */
  readonly run: (w: W, args: never) => Primitive;
}
export interface HookDefinition<W, F extends (...args: never[]) => Primitive> {
  readonly about: string;
  readonly source: string;
  readonly layer: Layer;
  /** In the order of the parameters. */
  readonly args: PrimitiveArguments;
  /** What a policy may answer; anything else is a bad result. */
  readonly returns: HookResult;
  /** Today's behaviour. */
  readonly today: (w: W, ...args: Parameters<F>) => ReturnType<F>;
}
export type HookResult =
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "int"; readonly min: number; readonly max: number }
  | { readonly kind: "bool" };
export interface CapabilityDefinition<W> {
  readonly about: string;
  readonly source: string;
  readonly layer: Layer;
  /** In the order of the parameters. The kit checks them all before `run` is called. */
  readonly args: PrimitiveArguments;
  readonly run: (w: W, ...args: never[]) => Primitive;
}
/** Expectations are data: the service judges them outside of the sandbox, from the trace alone. */
export type ExpectationDefinition = ReadExpectation | NoViolationExpectation;
/** Compares fields of one record of the state. */
export interface ReadExpectation {
  readonly kind: "read";
  readonly about: string;
  readonly args: Arguments;
  /** Where the record is: `vmas[$vma].ptes[$page]`; `$x` is the argument x. */
  readonly select: string;
  /** The fields that may be compared, each with a sentence. `exists` is always there. */
  readonly fields: { readonly [field: string]: string };
}
/** Holds if none of these invariants was violated, or, where `reportable`, if each violation was warned about. */
export interface NoViolationExpectation {
  readonly kind: "no-violation";
  readonly about: string;
  /** At most one argument, a reference: only violations about that entity count. */
  readonly args: Arguments;
  readonly invariants: readonly string[];
  readonly reportable: boolean;
}
export interface Violation {
  readonly entity: string;
  readonly index: number;
  readonly text: string;
  readonly severity: Severity;
}
export interface InvariantDefinition<W> {
  readonly title: string;
  readonly about: string;
  /**
   * Every present violation; called after every step that changed the state, and must do nothing but look. A violation
   * is known by all it says: one whose text changes counts as ended, and the new one as having appeared.
   */
  readonly check: (w: W) => readonly Violation[];
}
export interface MetricDefinition {
  readonly about: string;
  readonly unit: string;
}
/** A row of the contract table that interface variants fill in. */
export interface Dimension {
  readonly title: string;
  readonly about: string;
}
/** How a list of the state is shown: one row an item, one column a field. */
export interface ViewTable {
  readonly title: string;
  readonly list: string;
  readonly columns: readonly { readonly field: string; readonly title: string }[];
}

export interface WorldDefinition<State, Config, Hooks, W = World<State, Config, Hooks>> {
  /** Lower case, digits and hyphens; part of addresses. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly config: { readonly [K in keyof Config]: ConfigSwitch };
  readonly state: RecordType;
  readonly initial: (config: Config) => State;
  readonly entities: { readonly [entity: string]: Entity };
  readonly steps: { readonly [step: string]: StepDefinition<W> };
  readonly hooks: {
    readonly [K in keyof Hooks]: Hooks[K] extends (...args: never[]) => Primitive ? HookDefinition<W, Hooks[K]> : never;
  };
  readonly capabilities: { readonly [capability: string]: CapabilityDefinition<W> };
  readonly expectations: { readonly [expectation: string]: ExpectationDefinition };
  readonly invariants: { readonly [id: string]: InvariantDefinition<W> };
  readonly metrics: { readonly [metric: string]: MetricDefinition };
  readonly dimensions: { readonly [dimension: string]: Dimension };
  readonly view: readonly ViewTable[];
  readonly limits: readonly string[];
}

/** Names a definition's types once; returns it unchanged. */
export const defineWorld = <State, Config, Hooks>(
  definition: WorldDefinition<State, Config, Hooks>,
): WorldDefinition<State, Config, Hooks> => definition;

/** The plain object a state schema describes, for a world's own types. */
export type StateOf<T extends RecordType> = Static<T>;
