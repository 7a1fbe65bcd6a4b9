/**
 * Compiles a state schema into a packed encoding around ONE reusable plain object, the draft. Worlds read and write the
 * draft as ordinary data; the codec packs it into words, writes packed states back into it and undoes changes, touching
 * only words that differ and allocating nothing. Must be called while the realm still has `Function` (at set-up).
 */
import { type Container, writeCodecSource } from "#world-kit/codec-source.ts";
import { inWords, OutsideSchema } from "#world-kit/outside-schema.ts";
import { plainValue } from "#world-kit/plain-state.ts";
import type { RecordType, Static } from "#world-kit/schema.ts";
import { buildStateLayout, type LeafNode, type StateLayout } from "#world-kit/state-layout.ts";

/**
 * A packed state is `words` whole numbers of 31 bits in an Int32Array, from a given index on. Equal states are equal
 * words. Whatever an author does to the draft is allowed (literals in the place of records, push, splice, one object in
 * two places) as long as `encode` accepts the outcome; the pooled objects come back with the next decode or undo.
 */
export interface Codec<S> {
  readonly layout: StateLayout;
  readonly words: number;
  readonly bits: number;
  readonly draft: S;
  /** Packs the draft. Throws `OutsideSchema` with the path; then only undo, decode and load make sense. */
  encode(target: Int32Array, at: number): void;
  /** Makes the draft that state. Whatever was written to the draft since the last encode must have been undone first. */
  decode(source: Int32Array, at: number): void;
  /** Puts the draft back to the state it was last decoded or loaded as, whatever was written to it since. */
  undo(): void;
  /** The same, where `encode` was the last thing that happened to the draft: saves reading it again. */
  undoEncoded(): void;
  /** Makes the draft a copy of a plain state. Throws `OutsideSchema` and changes nothing. */
  load(state: S): void;
  /** A fresh plain copy of a packed state. */
  plain(source: Int32Array, at: number): S;
  /** Canonical bytes of the draft: its words, four bytes each, lowest first. */
  bytes(): Uint8Array;
}

/** What the generated text returns. */
interface Generated<S> {
  readonly draft: S;
  readonly base: Int32Array;
  readonly encode: (target: Int32Array, at: number) => void;
  readonly decode: (source: Int32Array, at: number) => void;
  readonly rebuild: (source: Int32Array, at: number) => void;
}

export function compileCodec<T extends RecordType>(schema: T): Codec<Static<T>> {
  const layout = buildStateLayout(schema);
  const source = writeCodecSource(layout);
  const checks = buildChecks(source.leaves, source.containers);
  // The text is ours: of the author's schema it holds only names that are plain identifiers, whole numbers and JSON strings.
  // oxlint-disable-next-line typescript/no-implied-eval -- generated code is what makes the codec fast
  const make = new Function("words", "checkStranger", "bad", "badCount", source.text);
  const { draft, base, encode, decode, rebuild }: Generated<Static<T>> = make(
    layout.words,
    checks.checkStranger,
    checks.bad,
    checks.badCount,
  );
  const scratch = new Int32Array(layout.words);
  // The fields of the draft and of a plain state are those of the schema; what stands in them is checked by `encode`.
  const fields = draft as { [name: string]: unknown };
  const load = (state: Static<T>): void => {
    checks.checkStranger(state, 0);
    // A record of the schema, read by the names the schema gives.
    const given = state as { readonly [name: string]: unknown };
    try {
      for (const [name] of layout.root.fields) fields[name] = given[name];
      encode(scratch, 0);
    } catch (error) {
      rebuild(base, 0);
      throw error;
    }
    rebuild(scratch, 0);
  };
  const undo = (): void => {
    try {
      encode(scratch, 0);
    } catch {
      rebuild(base, 0);
      return;
    }
    decode(base, 0);
  };
  const bytes = (): Uint8Array => {
    encode(scratch, 0);
    return Uint8Array.from({ length: layout.words * 4 }, (_, i) => ((scratch[i >> 2] ?? 0) >>> ((i & 3) * 8)) & 255);
  };
  return {
    layout,
    words: layout.words,
    bits: layout.bits,
    draft,
    encode,
    decode,
    undo,
    undoEncoded: () => decode(base, 0),
    load,
    // `plainValue` follows the layout, which was built from the very schema that `Static<T>` describes.
    plain: (from, at) => plainValue(layout.root, from, at) as Static<T>,
    bytes,
  };
}

function buildChecks(leaves: readonly LeafNode[], containers: readonly Container[]) {
  const refuse = (path: string, sentence: string): never => {
    throw new OutsideSchema(`${path === "" ? "state" : path}: ${sentence}`);
  };
  return {
    bad(value: unknown, id: number): never {
      const leaf = leaves[id];
      return refuse(
        leaf?.path ?? "",
        `${inWords(value)} is ${leaf === undefined ? "unknown" : `not ${allowed(leaf)}`}`,
      );
    },
    badCount(count: number, id: number, right: string): never {
      return refuse(containers[id]?.path ?? "", `${count} items; the schema has ${right}`);
    },
    /** Looks at an object that an author put where another one was. */
    checkStranger(value: unknown, id: number): void {
      const container = containers[id];
      if (container === undefined) return;
      const isArray = Array.isArray(value);
      if (container.kind === "array") {
        if (!isArray) refuse(container.path, `${inWords(value)} is no array`);
        return;
      }
      if (typeof value !== "object" || value === null || isArray) {
        return refuse(container.path, `${inWords(value)} is no record`);
      }
      const { fields, path } = container;
      for (const [i, name] of Object.keys(value).entries()) {
        // Literals mostly have the fields in the order of the schema.
        if (name !== fields[i] && !fields.includes(name)) refuse(path, `the schema has no field ${inWords(name)}`);
      }
    },
  };
}

function allowed({ type }: LeafNode): string {
  if (type.kind === "bool") return "true or false";
  if (type.kind === "int") return `a whole number from ${type.min} to ${type.max}`;
  return `one of ${type.values.join(", ")}`;
}
