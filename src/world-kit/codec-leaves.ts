/** Program text that turns values of leaves into packed numbers and back. Part of what `codec-source.ts` writes. */
import type { LeafNode } from "#world-kit/state-layout.ts";

/** Above this many values a table is faster than a chain of comparisons. */
const CHAIN = 8;

export class LeafWriter {
  /** Leaves by the number that `bad` is given. */
  readonly known: LeafNode[] = [];
  /** Declarations of the tables of words that the texts use. */
  readonly tables: string[] = [];
  private readonly ids = new Map<LeafNode, number>();
  private readonly tableIds = new Map<string, number>();

  add(leaf: LeafNode): void {
    this.ids.set(leaf, this.known.length);
    this.known.push(leaf);
  }

  /** An expression for the value whose packed number is the expression `code`. */
  fromCode({ type }: LeafNode, code: string): string {
    if (type.kind === "bool") return `(${code}) === 1`;
    if (type.kind === "enum") return `t${this.table(type.values)}[${code}]`;
    return type.min === 0 ? `(${code})` : `(${code}) + ${type.min}`;
  }

  /** An expression for the packed number of the value in the variable `v`, or a call that throws. */
  toCode(leaf: LeafNode, v: string): string {
    const { type } = leaf;
    const bad = `bad(${v}, ${this.ids.get(leaf) ?? 0})`;
    if (type.kind === "bool") return `(${v} === true ? 1 : ${v} === false ? 0 : ${bad})`;
    if (type.kind === "int") {
      const fits = `typeof ${v} === "number" && (${v} | 0) === ${v} && ${v} >= ${type.min} && ${v} <= ${type.max}`;
      return `(${fits} ? ${v} - ${type.min} : ${bad})`;
    }
    if (type.values.length > CHAIN) return `(m${this.table(type.values)}.get(${v}) ?? ${bad})`;
    const chain = type.values.map((value, i) => `${v} === ${JSON.stringify(value)} ? ${i} : `);
    return `(${chain.join("")}${bad})`;
  }

  private table(values: readonly string[]): number {
    const text = JSON.stringify(values);
    const known = this.tableIds.get(text);
    if (known !== undefined) return known;
    const id = this.tableIds.size;
    this.tableIds.set(text, id);
    this.tables.push(`const t${id} = ${text}, m${id} = new Map(t${id}.map((value, i) => [value, i]));`);
    return id;
  }
}
