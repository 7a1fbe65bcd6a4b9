/**
 * The two sides of the boundary between the world's realm and the policy's realm. Only primitives cross, both ways, and
 * no error ever does: a call answers a code, and the result is fetched by a second call.
 */
import type { Primitive } from "#world-kit/schema.ts";

/** Slots are fixed so that a call across the realms allocates nothing. */
export const ARGUMENT_SLOTS = 8;

/** 0 answered, 1 threw, 2 answered something that is no primitive of allowed length, 3 fatal (see `fatal()`). */
export type PolicyCallCode = 0 | 1 | 2 | 3;
export type Fatal = "fuel" | "stack" | "memory" | "nesting" | "capability-outside-call";

/** What the world's realm can do to the policy's. `hook` counts the hooks of the world in their declared order. */
export interface PolicyPort {
  has(hook: number): boolean;
  call(
    hook: number,
    a?: Primitive,
    b?: Primitive,
    c?: Primitive,
    d?: Primitive,
    e?: Primitive,
    f?: Primitive,
    g?: Primitive,
    h?: Primitive,
  ): PolicyCallCode;
  result(): Primitive;
  fatal(): Fatal;
}

/** 0 done, 1 an argument was refused (see `why`), 2 the run is over and every further call is dead. */
export type CapabilityCode = 0 | 1 | 2;
/** What the policy's realm can do to the world's. `capability` counts them in their declared order. */
export interface WorldPort {
  call(
    capability: number,
    a?: Primitive,
    b?: Primitive,
    c?: Primitive,
    d?: Primitive,
    e?: Primitive,
    f?: Primitive,
    g?: Primitive,
    h?: Primitive,
  ): CapabilityCode;
  result(): Primitive;
  why(): string;
  /** An exported function of the policy that is no hook was entered or left: it appears in the trace by its name. */
  enter(
    name: string,
    a?: Primitive,
    b?: Primitive,
    c?: Primitive,
    d?: Primitive,
    e?: Primitive,
    f?: Primitive,
    g?: Primitive,
    h?: Primitive,
  ): void;
  leave(result: Primitive): void;
}
