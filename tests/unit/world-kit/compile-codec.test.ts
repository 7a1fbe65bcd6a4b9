import { describe, expect, test } from "vitest";
import { BrokenWorld } from "#world-kit/broken-world.ts";
import { compileCodec } from "#world-kit/compile-codec.ts";
import { OutsideSchema } from "#world-kit/outside-schema.ts";
import { array, bool, int, list, oneOf, optional, type RecordType, record } from "#world-kit/schema.ts";
import { compileStateChanges } from "#world-kit/state-changes.ts";
import { getAt, putAt } from "../../support/put-at.ts";

const mode = oneOf("WB", "WC", "UC");
const schema = record({
  frames: list(4, record({ refcount: int(0, 8), mode })),
  vmas: array(2, optional(record({ ptes: list(3, record({ pfn: int(0, 3), mode })), flags: record({ io: bool() }) }))),
  offsets: list(3, int(-2, 2)),
  debug: bool(),
});
const state = () => ({
  frames: [
    { refcount: 1, mode: "WB" as const },
    { refcount: 2, mode: "WC" as const },
  ],
  vmas: [null, { ptes: [{ pfn: 1, mode: "UC" as const }], flags: { io: true } }],
  offsets: [-1],
  debug: false,
});
function loaded() {
  const codec = compileCodec(schema);
  codec.load(state());
  const words = new Int32Array(codec.words);
  return { codec, words, draft: codec.draft, encode: () => codec.encode(words, 0) };
}

describe("a value outside of the schema is refused by its path:", () => {
  const wb = { refcount: 1, mode: "WB" };
  const vma = { ptes: [], flags: { io: true } };
  const breaks: [sentence: string, path: string, value: unknown][] = [
    ["frames[1].refcount: 9 is not a whole number from 0 to 8", "frames[1].refcount", 9],
    ["frames[0].refcount: 0.5 is not a whole number from 0 to 8", "frames[0].refcount", 0.5],
    ["frames[0].refcount: NaN is not a whole number from 0 to 8", "frames[0].refcount", Number.NaN],
    ['frames[0].refcount: "1" is not a whole number from 0 to 8', "frames[0].refcount", "1"],
    ['frames[1].mode: "WT" is not one of WB, WC, UC', "frames[1].mode", "WT"],
    ["frames[2].mode: undefined is not one of WB, WC, UC", "frames[2]", { refcount: 1 }],
    ['frames[2]: the schema has no field "gen"', "frames[2]", { ...wb, gen: 1 }],
    ["frames[2]: null is no record", "frames[2]", null],
    ["frames[2]: undefined is no record", "frames[3]", wb],
    ["frames: 5 items; the schema has at most 4", "frames", [wb, wb, wb, wb, wb]],
    ["frames: null is no array", "frames", null],
    ["frames: an object is no array", "frames", { 0: wb, length: 1 }],
    ["vmas: 3 items; the schema has 2", "vmas[2]", null],
    ["vmas: 1 items; the schema has 2", "vmas.length", 1],
    ["vmas[0]: undefined is no record", "vmas[0]", undefined],
    ["vmas[0]: an array is no record", "vmas[0]", []],
    ["vmas[0].flags: true is no record", "vmas[0]", { ...vma, flags: true }],
    ["vmas[1].ptes[0].pfn: 4 is not a whole number from 0 to 3", "vmas[1].ptes[0].pfn", 4],
    ["vmas[1].flags.io: 1 is not true or false", "vmas[1].flags.io", 1],
    ["offsets[0]: -3 is not a whole number from -2 to 2", "offsets[0]", -3],
    ["offsets: 4 items; the schema has at most 3", "offsets", [0, 0, 0, 0]],
    ["debug: null is not true or false", "debug", null],
  ];
  test.each(breaks)("%s", (sentence, path, value) => {
    const { codec, encode } = loaded();
    putAt(codec.draft, path, value);
    expect(encode).toThrow(OutsideSchema);
    expect(encode).toThrow(new RegExp(`^${sentence.replace(/[[\].]/g, "\\$&")}$`));
    codec.undo();
    expect(codec.draft).toEqual(state());
  });

  test("a field that the schema does not have cannot be added to the draft at all", () => {
    const { codec } = loaded();
    expect(() => putAt(codec.draft, "frames[0].gen", 1)).toThrow("frames[0].gen cannot be written");
  });
});

describe("the draft", () => {
  test("keeps its objects over decode and undo, whatever was put in their places", () => {
    const { codec, words, draft, encode } = loaded();
    const { frames } = draft;
    const [first, second] = [getAt(draft, "frames[0]"), getAt(draft, "frames[1]")];
    putAt(draft, "frames", [{ refcount: 5, mode: "UC" }, first]);
    encode();
    codec.undo();
    expect(draft.frames).toBe(frames);
    expect([draft.frames[0] === first, draft.frames[1] === second]).toEqual([true, true]);
    codec.decode(words, 0);
    expect(draft.frames).toBe(frames);
    expect(draft.frames).toEqual([
      { refcount: 5, mode: "UC" },
      { refcount: 1, mode: "WB" },
    ]);
  });

  test("is not tied to the object it was loaded from", () => {
    const { codec } = loaded();
    const source = state();
    codec.load(source);
    putAt(codec.draft, "frames[0].refcount", 8);
    putAt(codec.draft, "vmas[1].ptes.length", 0);
    expect(source).toEqual(state());
  });

  test("has the bytes that its state always has, however it got there", () => {
    const { codec, draft } = loaded();
    const bytes = codec.bytes();
    draft.frames.push({ refcount: 3, mode: "UC" });
    draft.vmas[0] = { ptes: [{ pfn: 3, mode: "WC" }], flags: { io: true } };
    expect(codec.bytes()).not.toEqual(bytes);
    draft.frames.pop();
    draft.vmas[0] = null;
    expect(codec.bytes()).toEqual(bytes);
    expect(bytes).toHaveLength(codec.words * 4);
  });

  test("can be packed at any place of a larger array", () => {
    const { codec } = loaded();
    const many = new Int32Array(codec.words * 3).fill(-1);
    codec.encode(many, codec.words);
    expect(many.slice(0, codec.words).every((word) => word === -1)).toBe(true);
    expect(many.slice(codec.words * 2).every((word) => word === -1)).toBe(true);
    expect(codec.plain(many, codec.words)).toEqual(state());
  });
});

test("changes stand in the order of the schema, and items that come or go have null on the other side", () => {
  const { codec, words: before, draft, encode } = loaded();
  encode();
  draft.debug = true;
  draft.offsets.push(2);
  putAt(draft, "vmas[1].ptes", []);
  draft.vmas[0] = { ptes: [], flags: { io: false } };
  draft.frames.shift();
  const after = new Int32Array(codec.words);
  codec.encode(after, 0);
  expect(compileStateChanges(codec.layout).list(before, 0, after, 0)).toEqual([
    ["frames[1]", { refcount: 2, mode: "WC" }, null],
    ["frames[0].refcount", 1, 2],
    ["frames[0].mode", "WB", "WC"],
    ["vmas[0]", null, { ptes: [], flags: { io: false } }],
    ["vmas[1].ptes[0]", { pfn: 1, mode: "UC" }, null],
    ["offsets[1]", null, 2],
    ["debug", false, true],
  ]);
});

describe("a schema is refused that has", () => {
  const broken: [what: string, schema: unknown, sentence: string][] = [
    ["no record at its top", bool(), "state: the schema of the state must be a record"],
    ["a record without fields", record({ a: record({}) }), "state.a: a record needs a field"],
    ["a name every object has", record({ constructor: bool() }), 'state: "constructor" cannot be the name of a field'],
    [
      "the name of prototypes",
      JSON.parse('{"kind":"record","fields":{"__proto__":{"kind":"bool"}}}'),
      'state: "__proto__" cannot',
    ],
    ["a name that is code", record({ "a;b": bool() }), 'state: "a;b" cannot be the name of a field'],
    ["an int without values", record({ a: int(3, 2) }), "state.a: the int has no value from 3 to 2"],
    [
      "an int of too wide a range",
      record({ a: int(-1, 2 ** 31 - 1) }),
      "state.a: the range from -1 to 2147483647 does not fit",
    ],
    [
      "an int that is not whole",
      record({ a: int(0, 0.5) }),
      "state.a: the bounds of an int are whole numbers of 32 bits",
    ],
    ["an enum that names a value twice", record({ a: oneOf("x", "x") }), "state.a: an enum names a value twice"],
    ["an enum without values", record({ a: oneOf() }), "state.a: an enum needs a value"],
    [
      "a list without a bound",
      record({ a: list(Number.POSITIVE_INFINITY, bool()) }),
      "state.a: the bound of a list is a whole number",
    ],
    [
      "an array of no items",
      record({ a: array(0, bool()) }),
      "state.a: the length of an array is a whole number from 1 to 256",
    ],
    [
      "a list of optionals",
      record({ a: list(2, optional(record({ b: bool() }))) }),
      "state.a: a list of optionals; let the list hold",
    ],
    ["a type of its own", record({ a: { kind: "map" } as never }), "state.a: an object is no type of the kit"],
    [
      "too many places",
      record({ a: array(256, array(256, bool())) }),
      "state: 65536 fields and items are more than 5000",
    ],
  ];
  test.each(broken)("%s", (_, schemaOf, sentence) => {
    // Posted worlds may have any value here.
    expect(() => compileCodec(schemaOf as RecordType)).toThrow(BrokenWorld);
    expect(() => compileCodec(schemaOf as RecordType)).toThrow(sentence);
  });
});
