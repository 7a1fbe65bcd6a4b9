/**
 * What a run leaves behind: everything that happened, step by step, and nothing about what was expected. The bytes come
 * from the sandbox, next to strangers' code, so they are parsed here before anything is believed.
 */
import { z } from "zod";

/** Strings in a trace are short: the runner cuts at this length (UTF-16 units). */
export const TRACE_TEXT_LENGTH = 400;

const Text = z.string().max(TRACE_TEXT_LENGTH);

/** A part of the state, as plain data. */
export type TraceValue = string | number | boolean | null | TraceValue[] | { [field: string]: TraceValue };
type Primitive = string | number | boolean | null;

// Values and calls are most of a trace and are checked by hand: as zod unions and tuples they cost three times as much
// as everything else together.
const NESTING = 16;
const ITEMS = 256;
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= TRACE_TEXT_LENGTH;
const isPrimitive = (value: unknown): value is Primitive =>
  typeof value === "string"
    ? value.length <= TRACE_TEXT_LENGTH
    : typeof value === "number" || typeof value === "boolean" || value === null;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
function isValue(value: unknown, depth = 0): value is TraceValue {
  if (isPrimitive(value)) return true;
  if (depth > NESTING) return false;
  if (Array.isArray(value)) {
    if (value.length > ITEMS) return false;
    for (const item of value) if (!isValue(item, depth + 1)) return false;
    return true;
  }
  if (!isRecord(value)) return false;
  // What JSON.parse made has no inherited members.
  for (const field in value) if (field.length > TRACE_TEXT_LENGTH || !isValue(value[field], depth + 1)) return false;
  return true;
}
const LAYERS = ["driver", "interface", "system", "hardware"] as const;
const isLayer = (value: unknown): boolean => LAYERS.some((layer) => layer === value);
const Severity = z.enum(["error", "warning", "info"]);
const Primitive = z.custom<Primitive>(isPrimitive);

/** depth (0 = called by the step), layer, function, arguments, result */
export const TraceCall = z.custom<[number, (typeof LAYERS)[number], string, Primitive[], Primitive]>((value) => {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [depth, layer, name, args, result]: unknown[] = value;
  if (!Number.isInteger(depth) || Number(depth) < 0 || Number(depth) > 64 || !isLayer(layer)) return false;
  return isText(name) && Array.isArray(args) && args.length <= 8 && args.every(isPrimitive) && isPrimitive(result);
});
export type TraceCall = z.infer<typeof TraceCall>;

/** path (`frames[3].refcount`), value before, value after; an item that comes or goes is null on the other side */
export const TraceChange = z.custom<[string, TraceValue, TraceValue]>(
  (value) => Array.isArray(value) && value.length === 3 && isText(value[0]) && isValue(value[1]) && isValue(value[2]),
);
export type TraceChange = z.infer<typeof TraceChange>;

export const TraceViolation = z.strictObject({
  invariant: Text,
  entity: Text,
  index: z.int(),
  severity: Severity,
  text: Text,
});
export type TraceViolation = z.infer<typeof TraceViolation>;

function isArguments(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([name, given]) =>
      isText(name) &&
      (isPrimitive(given) || (Array.isArray(given) && given.length <= 32 && given.every((item) => isText(item)))),
  );
}

export const TraceStep = z.strictObject({
  phase: z.enum(["given", "when"]),
  call: Text,
  args: z.custom<Record<string, Primitive | string[]>>(isArguments),
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
  initial: z.custom<{ [field: string]: TraceValue }>((value) => isRecord(value) && isValue(value)),
  steps: z.array(TraceStep),
  end: TraceEnd,
});
export type Trace = z.infer<typeof Trace>;
