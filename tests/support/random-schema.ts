/** Random state schemas and random states of them, for the laws of the codec. */
import fc from "fast-check";
import { array, bool, int, list, oneOf, optional, type RecordType, record, type StateType } from "#world-kit/schema.ts";

export type Plain = string | number | boolean | null | Plain[] | { [field: string]: Plain };
export type PlainRecord = { [field: string]: Plain };
export interface SchemaAndStates {
  readonly schema: RecordType;
  readonly states: readonly PlainRecord[];
}

const words = ["WB", "WC", "UC", "UC-", "WT", "WP", "none", "a b", 'quote"d', "back\\slash"] as const;

const leafType: fc.Arbitrary<StateType> = fc.oneof(
  fc.constant(bool()),
  fc.integer({ min: 1, max: words.length }).map((n) => oneOf(...words.slice(0, n))),
  fc
    .tuple(fc.integer({ min: -40, max: 40 }), fc.oneof(fc.nat(12), fc.constant(2 ** 31 - 1 - 40)))
    .map(([min, span]) => int(min, min + span)),
);

const recordType = (depth: number): fc.Arbitrary<RecordType> =>
  fc
    .array(stateType(depth - 1), { minLength: 1, maxLength: 4 })
    .map((types) => record(Object.fromEntries(types.map((type, i) => [`f${i}`, type]))));

const itemType = (depth: number): fc.Arbitrary<StateType> =>
  depth <= 0
    ? leafType
    : fc.oneof(
        leafType,
        recordType(depth),
        fc.tuple(fc.nat(2), leafType).map(([n, of]) => list(n + 1, of)),
      );

function stateType(depth: number): fc.Arbitrary<StateType> {
  if (depth <= 0) return leafType;
  return fc.oneof(
    leafType,
    recordType(depth),
    recordType(depth).map((of) => optional(of)),
    fc.tuple(fc.integer({ min: 1, max: 4 }), itemType(depth)).map(([length, of]) => array(length, of)),
    fc.tuple(fc.integer({ min: 1, max: 3 }), recordType(depth)).map(([length, of]) => array(length, optional(of))),
    fc.tuple(fc.integer({ min: 1, max: 5 }), itemType(depth)).map(([max, of]) => list(max, of)),
  );
}

export function stateOf(type: StateType): fc.Arbitrary<Plain> {
  switch (type.kind) {
    case "bool":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...type.values);
    case "int":
      return fc.integer({ min: type.min, max: type.max });
    case "array":
      return fc.array(stateOf(type.of), { minLength: type.length, maxLength: type.length });
    case "list":
      return fc.array(stateOf(type.of), { maxLength: type.max });
    case "optional":
      return fc.option(stateOf(type.of), { nil: null, freq: 2 });
    case "record":
      return stateOfRecord(type);
  }
}

const stateOfRecord = (type: RecordType): fc.Arbitrary<PlainRecord> =>
  fc
    .tuple(...Object.entries(type.fields).map(([name, field]) => stateOf(field).map((value) => [name, value] as const)))
    .map((entries) => Object.fromEntries(entries));

/** A schema and some states of it. Each state keeps about half of the fields of the one before. */
export const schemaAndStates = (count: number): fc.Arbitrary<SchemaAndStates> =>
  recordType(4).chain((schema) =>
    fc
      .array(fc.tuple(stateOfRecord(schema), fc.nat(2 ** 16)), { minLength: count, maxLength: count })
      .map((drawn) => ({ schema, states: keepSome(drawn) })),
  );

/** Bit i of the number says whether field i stays as it was. */
function keepSome(drawn: readonly (readonly [PlainRecord, number])[]): PlainRecord[] {
  const states: PlainRecord[] = [];
  for (const [state, kept] of drawn) {
    const before = states.at(-1) ?? state;
    const entries = Object.entries(state).map(([name, value], i) => [name, (kept >> i) & 1 ? before[name] : value]);
    states.push(structuredClone(Object.fromEntries(entries)));
  }
  return states;
}
