/**
 * A world as data: what the sandbox reports about a world it compiled. Everything that validates, completes, judges or
 * shows works from this; no code of a world ever runs outside of the sandbox.
 */
import { z } from "zod";

const About = z.string().max(2000);
const Word = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

export const Argument = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bool"), about: About, default: z.boolean().optional() }),
  z.strictObject({
    kind: z.literal("enum"),
    about: About,
    values: z.array(z.string()).min(1),
    default: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal("int"), about: About, min: z.int(), max: z.int(), default: z.int().optional() }),
  z.strictObject({ kind: z.literal("name"), about: About, entity: Word }),
  z.strictObject({ kind: z.literal("reference"), about: About, entity: Word, optional: z.boolean().optional() }),
  z.strictObject({ kind: z.literal("range"), about: About, entity: Word }),
  z.strictObject({
    kind: z.literal("words"),
    about: About,
    values: z.array(z.string()),
    default: z.array(z.string()).optional(),
  }),
  z.strictObject({ kind: z.literal("text"), about: About, max: z.int() }),
]);
export type Argument = z.infer<typeof Argument>;
const Arguments = z.record(Word, Argument);
const Layer = z.enum(["driver", "interface", "system", "hardware"]);

export const ExpectationManifest = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("read"),
    about: About,
    args: Arguments,
    select: z.string(),
    fields: z.record(Word, About),
  }),
  z.strictObject({
    kind: z.literal("no-violation"),
    about: About,
    args: Arguments,
    invariants: z.array(z.string()),
    reportable: z.boolean(),
  }),
]);
export type ExpectationManifest = z.infer<typeof ExpectationManifest>;

export const WorldManifest = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  title: z.string(),
  about: About,
  config: z.record(Word, z.strictObject({ about: About, values: z.array(z.string()).min(1) })),
  entities: z.record(Word, z.strictObject({ about: About, list: Word })),
  steps: z.record(Word, z.strictObject({ about: About, source: z.string(), args: Arguments })),
  hooks: z.record(
    Word,
    z.strictObject({ about: About, source: z.string(), layer: Layer, args: Arguments, returns: z.unknown() }),
  ),
  capabilities: z.record(Word, z.strictObject({ about: About, source: z.string(), layer: Layer, args: Arguments })),
  expectations: z.record(Word, ExpectationManifest),
  invariants: z.record(z.string(), z.strictObject({ title: z.string(), about: About })),
  metrics: z.record(Word, z.strictObject({ about: About, unit: z.string() })),
  dimensions: z.record(Word, z.strictObject({ title: z.string(), about: About })),
  view: z.array(
    z.strictObject({
      title: z.string(),
      list: Word,
      columns: z.array(z.strictObject({ field: Word, title: z.string() })),
    }),
  ),
  limits: z.array(About),
  /** Packed size of a state, in bits; shown beside the world. */
  stateBits: z.int(),
});
export type WorldManifest = z.infer<typeof WorldManifest>;
