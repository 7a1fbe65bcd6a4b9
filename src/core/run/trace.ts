/**
 * What a run leaves behind: everything that happened, step by step, and nothing about what was expected. The bytes come
 * from the sandbox, next to strangers' code, so they are parsed here before anything is believed.
 */
import { z } from "zod";

/** Strings in a trace are short: the runner cuts at this length (UTF-16 units). */
export const TRACE_TEXT_LENGTH = 400;

const Text = z.string().max(TRACE_TEXT_LENGTH);
const Primitive = z.union([Text, z.number(), z.boolean(), z.null()]);
const Value: z.ZodType<TraceValue> = z.lazy(() => z.union([Primitive, z.array(Value).max(256), z.record(Text, Value)]));
/** A part of the state, as plain data. */
export type TraceValue = string | number | boolean | null | TraceValue[] | { [field: string]: TraceValue };

const Layer = z.enum(["driver", "interface", "system", "hardware"]);
const Severity = z.enum(["error", "warning", "info"]);

/** depth (0 = called by the step), layer, function, arguments, result */
export const TraceCall = z.tuple([z.int().min(0).max(64), Layer, Text, z.array(Primitive).max(8), Primitive]);
export type TraceCall = z.infer<typeof TraceCall>;

/** path (`frames[3].refcount`), value before, value after; an item that comes or goes is null on the other side */
export const TraceChange = z.tuple([Text, Value, Value]);
export type TraceChange = z.infer<typeof TraceChange>;

export const TraceViolation = z.strictObject({
  invariant: Text,
  entity: Text,
  index: z.int(),
  severity: Severity,
  text: Text,
});
export type TraceViolation = z.infer<typeof TraceViolation>;

export const TraceStep = z.strictObject({
  phase: z.enum(["given", "when"]),
  call: Text,
  args: z.record(Text, z.union([Primitive, z.array(Text).max(32)])),
  result: Primitive,
  /** In the order of entry. */
  calls: z.array(TraceCall),
  changes: z.array(TraceChange),
  warnings: z.array(z.strictObject({ code: Text, text: Text })),
  /** Why the interface declined, or null. */
  refused: Text.nullable(),
  /** Violations that appeared with this step. */
  violations: z.array(TraceViolation),
  /** How many earlier violations this step ended. */
  cleared: z.int(),
  /** What this step added to each metric; absent is 0. */
  metrics: z.record(Text, z.number()),
});
export type TraceStep = z.infer<typeof TraceStep>;

/** How the run ended. Everything but `completed` ends it at `step` (counted from 1), in the hook named. */
export const TraceEnd = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("completed") }),
  z.strictObject({ kind: z.literal("not-applicable"), step: z.int(), reason: Text }),
  z.strictObject({ kind: z.literal("threw"), step: z.int(), hook: Text }),
  z.strictObject({ kind: z.literal("bad-result"), step: z.int(), hook: Text }),
  z.strictObject({ kind: z.literal("out-of-fuel"), step: z.int(), hook: Text }),
  z.strictObject({ kind: z.literal("stack"), step: z.int(), hook: Text }),
  z.strictObject({ kind: z.literal("out-of-memory"), step: z.int(), hook: Text }),
  /** The world itself failed: a value outside its schema, or an exception in its code. Never the policy's fault. */
  z.strictObject({ kind: z.literal("world-fault"), step: z.int(), reason: Text }),
]);
export type TraceEnd = z.infer<typeof TraceEnd>;

export const Trace = z.strictObject({
  format: z.literal(1),
  config: z.record(Text, Text),
  /** Names that scenarios declared, and the entities behind them. */
  names: z.record(Text, z.strictObject({ entity: Text, first: z.int(), count: z.int() })),
  /** The state before the first step. */
  initial: z.record(Text, Value),
  steps: z.array(TraceStep),
  end: TraceEnd,
});
export type Trace = z.infer<typeof Trace>;
