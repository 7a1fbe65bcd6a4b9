/**
 * Arguments of steps, hooks, capabilities and expectations. The service turns these descriptions into validation with
 * positions, JSON Schema and completion; the runner turns references into indexes before the world sees them.
 */
import type { Primitive } from "#world-kit/schema.ts";

interface Described {
  readonly about: string;
}
/** `true` or `false`. */
export interface BoolArgument extends Described {
  readonly kind: "bool";
  readonly default?: boolean;
}
/** One of some words. */
export interface EnumArgument extends Described {
  readonly kind: "enum";
  readonly values: readonly string[];
  readonly default?: string;
}
/** A whole number, both bounds included. */
export interface IntArgument extends Described {
  readonly kind: "int";
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}
/** Declares a name for the entities this step makes (`as: vram`). Later steps refer to them as `vram` or `vram[2]`. */
export interface NameArgument extends Described {
  readonly kind: "name";
  readonly entity: string;
}
/** One entity: `v`, or `vram[2]`. The world receives its index. */
export interface ReferenceArgument extends Described {
  readonly kind: "reference";
  readonly entity: string;
  readonly optional?: boolean;
}
/** All entities under one name: `vram`. The world receives `{ first, count }`. */
export interface RangeArgument extends Described {
  readonly kind: "range";
  readonly entity: string;
}
/** Several words, in order (`[SHARED, WRITE]`). */
export interface WordsArgument extends Described {
  readonly kind: "words";
  readonly values: readonly string[];
  readonly default?: readonly string[];
}
export type Argument =
  | BoolArgument
  | EnumArgument
  | IntArgument
  | NameArgument
  | ReferenceArgument
  | RangeArgument
  | WordsArgument;

export interface Arguments {
  readonly [name: string]: Argument;
}
/** Arguments that may cross into a policy's realm or come from it: primitives only. References cross as indexes. */
export type PrimitiveArgument = BoolArgument | EnumArgument | IntArgument | ReferenceArgument | TextArgument;
/** Printable ASCII, at most `max` characters; only capabilities take it (warnings, reasons). */
export interface TextArgument extends Described {
  readonly kind: "text";
  readonly max: number;
}
export interface PrimitiveArguments {
  readonly [name: string]: PrimitiveArgument;
}

/** What a scenario writes for an argument, after defaults: references are still names. */
export type ArgumentValue = Primitive | readonly string[];
/** What the world's step receives: references resolved. */
export type ResolvedArgument = Primitive | readonly string[] | EntityRange;
export interface EntityRange {
  readonly first: number;
  readonly count: number;
}
