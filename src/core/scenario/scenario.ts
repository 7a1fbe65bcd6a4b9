/**
 * A scenario as checked data: the canonical form that is hashed, stored and run. Comments, quoting style and the order of
 * keys in the author's YAML are not part of it; everything else is.
 */
import { z } from "zod";

export const ArgumentValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
export type ArgumentValue = z.infer<typeof ArgumentValue>;
export const Step = z.strictObject({ call: z.string(), args: z.record(z.string(), ArgumentValue) });
export type Step = z.infer<typeof Step>;

/** What a field of a record, a result or a metric is compared with. */
export const Comparison = z.union([
  z.strictObject({ is: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1) }),
  z.strictObject({ not: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
  z.strictObject({ at_least: z.number() }),
  z.strictObject({ at_most: z.number() }),
]);
export type Comparison = z.infer<typeof Comparison>;

/** The closed vocabulary of then. `read` and `no-violation` name an expectation of the world. */
export type Expectation =
  | {
      kind: "read";
      name: string;
      args: Record<string, z.infer<typeof ArgumentValue>>;
      fields: Record<string, Comparison>;
    }
  | { kind: "no-violation"; name: string; args: Record<string, z.infer<typeof ArgumentValue>> }
  /** Result of the when-step with this number (from 1; null is the last one). */
  | { kind: "result"; step: number | null; compare: Comparison }
  /** Some when-step warned; with `code`, with exactly that code. `expected: false`: no when-step warned. */
  | { kind: "warned"; code: string | null; expected: boolean }
  | { kind: "refused"; expected: boolean }
  /** Sum over the when-steps. */
  | { kind: "metric"; name: string; compare: Comparison }
  /** The field has the same value after the last step as before the first when-step. */
  | { kind: "unchanged"; name: string; args: Record<string, z.infer<typeof ArgumentValue>>; field: string }
  | { kind: "one_of"; of: Expectation[] }
  | { kind: "all_of"; of: Expectation[] }
  | { kind: "not"; of: Expectation };
const Args = z.record(z.string(), ArgumentValue);
export const Expectation: z.ZodType<Expectation> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("read"), name: z.string(), args: Args, fields: z.record(z.string(), Comparison) }),
    z.strictObject({ kind: z.literal("no-violation"), name: z.string(), args: Args }),
    z.strictObject({ kind: z.literal("result"), step: z.int().nullable(), compare: Comparison }),
    z.strictObject({ kind: z.literal("warned"), code: z.string().nullable(), expected: z.boolean() }),
    z.strictObject({ kind: z.literal("refused"), expected: z.boolean() }),
    z.strictObject({ kind: z.literal("metric"), name: z.string(), compare: Comparison }),
    z.strictObject({ kind: z.literal("unchanged"), name: z.string(), args: Args, field: z.string() }),
    z.strictObject({ kind: z.literal("one_of"), of: z.array(Expectation) }),
    z.strictObject({ kind: z.literal("all_of"), of: z.array(Expectation) }),
    z.strictObject({ kind: z.literal("not"), of: Expectation }),
  ]),
);

/** Predictions use the words of verdicts. */
export const Scenario = z.strictObject({
  /** Lower case, digits and hyphens; part of addresses. */
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  about: z.string().min(1).max(2000),
  cites: z.array(z.string()),
  config: z.record(z.string(), z.string()),
  given: z.array(Step),
  when: z.array(Step),
  then: z.array(Expectation),
  /** Expectations that replace `then` under a named point of view. */
  stances: z.record(z.string(), z.array(Expectation)),
  predict: z.record(z.string(), z.string()),
});
export type Scenario = z.infer<typeof Scenario>;
