/**
 * Where each part of a state is packed. Places are given out in schema order into words of 31 bits (so that every word is
 * a small integer of V8), hence the order of words and bits is the order of the schema. What is absent (an optional, the
 * unused items of a list) is all zero bits, so that equal states are equal words.
 */
import { BrokenWorld } from "#world-kit/broken-world.ts";
import { checkSchema } from "#world-kit/check-schema.ts";
import type { BoolType, EnumType, IntType, RecordType, StateType } from "#world-kit/schema.ts";
import { quoted } from "#world-kit/trace-text.ts";

export const WORD_BITS = 31;

/** `word`, `shift` and `mask` find the packed value: `(words[word] >>> shift) & mask`. */
interface Place {
  readonly path: string;
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
  readonly mask: number;
}
export interface LeafNode extends Place {
  readonly kind: "leaf";
  readonly type: BoolType | EnumType | IntType;
  /** JSON text of each value, by packed number; empty for an int. */
  readonly texts: readonly string[];
}
export interface RecordNode {
  readonly kind: "record";
  readonly path: string;
  readonly fields: readonly (readonly [name: string, node: LayoutNode])[];
}
export interface ArrayNode {
  readonly kind: "array";
  readonly path: string;
  readonly items: readonly LayoutNode[];
}
/** The place holds the number of items. */
export interface ListNode extends Place {
  readonly kind: "list";
  readonly items: readonly LayoutNode[];
}
/** The place holds 1 where the record is there. */
export interface OptionalNode extends Place {
  readonly kind: "optional";
  readonly of: RecordNode;
}
export type LayoutNode = LeafNode | RecordNode | ArrayNode | ListNode | OptionalNode;

export interface StateLayout {
  readonly root: RecordNode;
  readonly words: number;
  /** Bits that carry something; padding at the end of words is not counted. */
  readonly bits: number;
}

/** Throws `BrokenWorld` for an unsound schema. Paths begin at the fields of the state: `frames[3].refcount`. */
export function buildStateLayout(schema: RecordType): StateLayout {
  const problems = checkSchema(schema);
  if (problems.length > 0) throw new BrokenWorld(problems);
  const builder = new Builder();
  const root = builder.record(schema, "");
  return { root, words: builder.word + 1, bits: builder.bits };
}

class Builder {
  word = 0;
  bits = 0;
  private shift = 0;

  record(type: RecordType, path: string): RecordNode {
    const fields: (readonly [string, LayoutNode])[] = [];
    for (const [name, field] of Object.entries(type.fields)) {
      fields.push([name, this.node(field, path === "" ? name : `${path}.${name}`)]);
    }
    return { kind: "record", path, fields };
  }

  private node(type: StateType, path: string): LayoutNode {
    switch (type.kind) {
      case "bool":
        return { kind: "leaf", type, texts: ["false", "true"], ...this.place(path, 2) };
      case "enum":
        return { kind: "leaf", type, texts: type.values.map(quoted), ...this.place(path, type.values.length) };
      case "int":
        return { kind: "leaf", type, texts: [], ...this.place(path, type.max - type.min + 1) };
      case "array":
        return { kind: "array", path, items: this.items(type.of, path, type.length) };
      case "list":
        return { kind: "list", ...this.place(path, type.max + 1), items: this.items(type.of, path, type.max) };
      case "optional":
        return { kind: "optional", ...this.place(path, 2), of: this.record(type.of, path) };
      case "record":
        return this.record(type, path);
    }
  }

  private items(of: StateType, path: string, count: number): LayoutNode[] {
    const items: LayoutNode[] = [];
    for (let i = 0; i < count; i++) items.push(this.node(of, `${path}[${i}]`));
    return items;
  }

  /** A place that tells `values` values apart; none at all where there is only one. */
  private place(path: string, values: number): Place {
    let bits = 0;
    while (2 ** bits < values) bits++;
    if (this.shift + bits > WORD_BITS) {
      this.word++;
      this.shift = 0;
    }
    const place = { path, word: this.word, shift: this.shift, bits, mask: 2 ** bits - 1 };
    this.shift += bits;
    this.bits += bits;
    // A place of no bits at the very end of a word would have a shift of 31: harmless, `x >>> 31 & 0` is 0.
    return place;
  }
}

/** The value behind the packed number `code`. */
export function leafValue(leaf: LeafNode, code: number): string | number | boolean {
  switch (leaf.type.kind) {
    case "bool":
      return code === 1;
    case "int":
      return leaf.type.min + code;
    case "enum":
      return leaf.type.values[code] ?? "";
  }
}

export const codeAt = (node: Place, words: Int32Array, at: number): number =>
  ((words[at + node.word] ?? 0) >>> node.shift) & node.mask;
