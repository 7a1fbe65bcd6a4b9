import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCodec } from "#world-kit/compile-codec.ts";
import { OutsideSchema } from "#world-kit/outside-schema.ts";
import { compileStateChanges } from "#world-kit/state-changes.ts";
import { applyChanges } from "../../support/apply-changes.ts";
import { type Choose, copyOf, morphRecord } from "../../support/morph-state.ts";
import { runs } from "../../support/property-runs.ts";
import { type PlainRecord, type SchemaAndStates, schemaAndStates } from "../../support/random-schema.ts";

function codecOf({ schema }: SchemaAndStates) {
  const codec = compileCodec(schema);
  const draft: PlainRecord = codec.draft;
  const pack = (state: PlainRecord): Int32Array => {
    codec.load(state);
    const packed = new Int32Array(codec.words);
    codec.encode(packed, 0);
    return packed;
  };
  return { codec, draft, pack };
}

test("a state comes out of its packed form as it went in", () => {
  fc.assert(
    fc.property(schemaAndStates(3), (drawn) => {
      const { codec, draft, pack } = codecOf(drawn);
      const packed = drawn.states.map(pack);
      const order = [...packed.keys(), ...packed.keys()].reverse();
      for (const i of order) {
        codec.decode(packed[i] ?? new Int32Array(), 0);
        expect(draft).toEqual(drawn.states[i]);
        expect(codec.plain(packed[i] ?? new Int32Array(), 0)).toEqual(drawn.states[i]);
      }
    }),
    runs(300),
  );
});

test("two states have the same bytes exactly if they are equal", () => {
  fc.assert(
    fc.property(schemaAndStates(4), (drawn) => {
      const { codec, draft } = codecOf(drawn);
      const bytes = drawn.states.map((state) => {
        codec.load(state);
        return Buffer.from(codec.bytes()).toString("hex");
      });
      expect(draft).toEqual(drawn.states.at(-1));
      drawn.states.forEach((one, i) => {
        drawn.states.forEach((other, j) => {
          expect(bytes[i] === bytes[j]).toBe(JSON.stringify(one) === JSON.stringify(other));
        });
      });
    }),
    runs(300),
  );
});

test("every word of a packed state is a small integer and nothing is packed beyond the declared bits", () => {
  fc.assert(
    fc.property(schemaAndStates(1), (drawn) => {
      const { codec, pack } = codecOf(drawn);
      const packed = pack(drawn.states[0] ?? {});
      expect(packed.every((word) => word >= 0)).toBe(true);
      expect(codec.bits).toBeLessThanOrEqual(codec.words * 31);
    }),
    runs(300),
  );
});

test("a draft that an author turned into another state packs like that state, and undo brings the old one back", () => {
  fc.assert(
    fc.property(schemaAndStates(3), fc.infiniteStream(fc.nat()), (drawn, stream) => {
      const [first = {}, second = {}, third = {}] = drawn.states;
      const { codec, draft, pack } = codecOf(drawn);
      const [packedFirst, packedSecond, packedThird] = [pack(first), pack(second), pack(third)];
      const choose: Choose = (below) => (stream.next().value ?? 0) % below;
      const now = new Int32Array(codec.words);
      codec.decode(packedFirst, 0);
      for (const [target, packed] of [
        [second, packedSecond],
        [third, packedThird],
        [second, packedSecond],
      ] as const) {
        morphRecord(draft, target, choose);
        codec.encode(now, 0);
        expect(now).toEqual(packed);
        if (choose(2) === 0) codec.undoEncoded();
        else codec.undo();
        expect(draft).toEqual(first);
        codec.encode(now, 0);
        expect(now).toEqual(packedFirst);
      }
      // Without an undo in between: from wherever the author left the draft to any other state.
      morphRecord(draft, second, choose);
      codec.encode(now, 0);
      codec.decode(packedThird, 0);
      expect(draft).toEqual(third);
      codec.encode(now, 0);
      expect(now).toEqual(packedThird);
    }),
    runs(300),
  );
});

test("one object in several places is packed as so many equal values, and undone", () => {
  fc.assert(
    fc.property(schemaAndStates(2), (drawn) => {
      const { codec, draft, pack } = codecOf(drawn);
      const [first = {}, second = {}] = drawn.states;
      const packed = pack(second);
      codec.load(first);
      for (const name of Object.keys(draft)) {
        const part = draft[name];
        if (Array.isArray(part) && part.length > 1) part[0] = part[1] ?? null;
      }
      const expected = copyOf(draft);
      const now = new Int32Array(codec.words);
      codec.encode(now, 0);
      expect(codec.plain(now, 0)).toEqual(expected);
      codec.decode(packed, 0);
      expect(draft).toEqual(second);
      codec.decode(now, 0);
      expect(draft).toEqual(expected);
    }),
    runs(300),
  );
});

test("a value outside of the schema is refused with its path, and undo still brings the old state back", () => {
  fc.assert(
    fc.property(schemaAndStates(2), fc.infiniteStream(fc.nat()), (drawn, stream) => {
      const { codec, draft } = codecOf(drawn);
      const [first = {}, second = {}] = drawn.states;
      codec.load(first);
      morphRecord(draft, second, (below) => (stream.next().value ?? 0) % below);
      const name = Object.keys(draft)[(stream.next().value ?? 0) % Object.keys(draft).length] ?? "f0";
      draft[name] = "nothing like it";
      const now = new Int32Array(codec.words);
      expect(() => codec.encode(now, 0)).toThrow(OutsideSchema);
      expect(() => codec.encode(now, 0)).toThrow(new RegExp(`^${name}: "nothing like it" is n`));
      codec.undo();
      expect(draft).toEqual(first);
      expect(() => codec.load({ ...second, [name]: undefined } as never)).toThrow(OutsideSchema);
      expect(draft).toEqual(first);
    }),
    runs(300),
  );
});

test("the changes between two states, applied to the first, give the second", () => {
  fc.assert(
    fc.property(schemaAndStates(2), (drawn) => {
      const { codec, pack } = codecOf(drawn);
      const [first = {}, second = {}] = drawn.states;
      const changes = compileStateChanges(codec.layout);
      const [before, after] = [pack(first), pack(second)];
      const list = changes.list(before, 0, after, 0);
      expect(applyChanges(drawn.schema, first, list)).toEqual(second);
      expect(applyChanges(drawn.schema, second, changes.list(after, 0, before, 0))).toEqual(first);
      expect(changes.list(before, 0, before, 0)).toEqual([]);
      expect(JSON.parse(changes.stateJson(after, 0))).toEqual(second);
      expect(new Set(list.map(([path]) => path)).size).toBe(list.length);
    }),
    runs(300),
  );
});
