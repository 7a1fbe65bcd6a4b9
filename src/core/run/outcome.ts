/** What came back from the sandbox for one scenario and one policy. A failure of the policy is data, not an exception. */
import { z } from "zod";

/** A place in the author's own file, and the sentence that belongs to it. Lines and columns count from 1. */
export const SourceProblem = z.strictObject({
  line: z.int().min(1),
  column: z.int().min(1),
  message: z.string(),
});
export type SourceProblem = z.infer<typeof SourceProblem>;

/**
 * - `traced`: the run ended by itself, well or badly; how stands in the trace's `end`. Deterministic, addressed by content.
 * - `refused-static`: our checks declined the policy before it ran. Deterministic.
 * - `nondeterministic`: the second run gave other bytes; `difference` names the first one.
 * - `timed-out`, `out-of-memory`, `output-too-large`: stopped from outside. Kept, but may be run again.
 */
export const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("traced"),
    /** JSON text exactly as the sandbox wrote it; its bytes are what two runs must agree on. */
    trace: z.string(),
    /** Where the policy threw, from a replay: innermost frame first. Not part of the trace. */
    thrown: z
      .strictObject({
        message: z.string(),
        frames: z.array(z.strictObject({ name: z.string(), line: z.int(), column: z.int() })),
      })
      .nullable(),
  }),
  z.strictObject({ kind: z.literal("refused-static"), problems: z.array(SourceProblem) }),
  z.strictObject({ kind: z.literal("nondeterministic"), difference: z.string() }),
  z.strictObject({ kind: z.literal("timed-out"), afterMs: z.number() }),
  z.strictObject({ kind: z.literal("out-of-memory") }),
  z.strictObject({ kind: z.literal("output-too-large"), limitBytes: z.int() }),
]);
export type Outcome = z.infer<typeof Outcome>;
