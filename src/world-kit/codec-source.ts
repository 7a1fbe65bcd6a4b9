/**
 * Writes the program text behind a codec: for each word one function that reads it off the draft and one that writes it
 * back, and for each container one that rebuilds it from packed words. Small functions, because V8 does not optimise
 * very long ones. Only checked names and numbers of the layout get into the text.
 */
import { LeafWriter } from "#world-kit/codec-leaves.ts";
import type { LayoutNode, LeafNode, RecordNode, StateLayout } from "#world-kit/state-layout.ts";

export interface CodecSource {
  readonly text: string;
  /** Leaves by the number that the text knows them by. */
  readonly leaves: readonly LeafNode[];
  /** Containers (of which the text holds the one pooled object) by their number; 0 is the state itself. */
  readonly containers: readonly Container[];
}
export interface Container {
  readonly path: string;
  readonly kind: "record" | "array";
  readonly fields: readonly string[];
}

export function writeCodecSource(layout: StateLayout): CodecSource {
  return new Writer(layout).write();
}

interface WordSpan {
  readonly first: number;
  readonly last: number;
}

function childrenOf(node: LayoutNode): readonly LayoutNode[] {
  if (node.kind === "leaf") return [];
  if (node.kind === "record") return node.fields.map(([, field]) => field);
  return node.kind === "optional" ? [node.of] : node.items;
}

class Writer {
  private readonly layout: StateLayout;
  private readonly leaves = new LeafWriter();
  private readonly containers: Container[] = [];
  private readonly containerIds = new Map<LayoutNode, number>();
  private readonly pool: string[] = [];
  private readonly fills: string[] = [];
  private readonly writes: string[][];
  private readonly spans = new Map<LayoutNode, WordSpan>();
  private variables = 0;

  constructor(layout: StateLayout) {
    this.layout = layout;
    this.writes = Array.from({ length: layout.words }, () => []);
  }

  write(): CodecSource {
    const { root, words } = this.layout;
    const draft = this.addContainer(root);
    this.addFill(root);
    this.addWrites(root);
    const numbers = Array.from({ length: words }, (_, word) => word);
    const reads = numbers.map((w) => `function read${w}() { let r = 0; ${this.read(root, "p0", w)} return r; }`);
    const text = [
      '"use strict";',
      "let moved = false, whole = true;",
      "const held = new Int32Array(words), base = new Int32Array(words);",
      "const stranger = (value, id) => { moved = true; checkStranger(value, id); };",
      ...this.leaves.tables,
      ...this.pool,
      ...this.fills,
      ...reads,
      ...numbers.map(
        (w) =>
          `function write${w}(s, at) { const x = s[at + ${w}], h = held[${w}]; ${this.writes[w]?.join(" ") ?? ""} }`,
      ),
      "function encode(target, at) {",
      "  moved = false; whole = false;",
      ...numbers.map((w) => `  held[${w}] = target[at + ${w}] = read${w}();`),
      "  whole = true;",
      "}",
      "function rebuild(s, at) {",
      "  fill0(s, at);",
      `  for (let i = 0; i < ${words}; i++) held[i] = base[i] = s[at + i];`,
      "  moved = false; whole = true;",
      "}",
      "function decode(s, at) {",
      "  if (moved || !whole) return rebuild(s, at);",
      ...numbers.map(
        (w) =>
          `  if (s[at + ${w}] !== held[${w}]) { write${w}(s, at); held[${w}] = s[at + ${w}]; } base[${w}] = held[${w}];`,
      ),
      "}",
      `return { draft: p${draft}, encode, decode, rebuild, base };`,
    ].join("\n");
    return { text, leaves: this.leaves.known, containers: this.containers };
  }

  /** Declares the pooled object of a container, those inside it first, and returns its number. */
  private addContainer(node: LayoutNode): number {
    const id = this.containers.length;
    this.containerIds.set(node, id);
    if (node.kind === "record") {
      this.containers.push({ path: node.path, kind: "record", fields: node.fields.map(([name]) => name) });
      const members = node.fields.map(([name, field]) => `${name}: ${this.initial(field)}`);
      this.pool.push(`const p${id} = Object.preventExtensions({ ${members.join(", ")} });`);
    } else if (node.kind === "array") {
      this.containers.push({ path: node.path, kind: "array", fields: [] });
      this.pool.push(`const p${id} = [${node.items.map((item) => this.initial(item)).join(", ")}];`);
    } else if (node.kind === "list") {
      this.containers.push({ path: node.path, kind: "array", fields: [] });
      for (const item of node.items) this.initial(item);
      this.pool.push(`const p${id} = [];`);
    }
    return id;
  }

  /** The text of a part's value in the state of all zero words. */
  private initial(node: LayoutNode): string {
    if (node.kind === "leaf") {
      this.leaves.add(node);
      return this.leaves.fromCode(node, "0");
    }
    if (node.kind === "optional") {
      this.addContainer(node.of);
      return "null";
    }
    return `p${this.addContainer(node)}`;
  }

  private id(node: LayoutNode): number {
    return this.containerIds.get(node) ?? 0;
  }

  /** Statements that add what `word` holds of `node`, whose value is `value`, to `r`; empty if it holds nothing. */
  private read(node: LayoutNode, value: string, word: number): string {
    if (!this.reaches(node, word)) return "";
    switch (node.kind) {
      case "leaf": {
        if (node.word !== word) return "";
        const v = this.variable();
        return `const ${v} = ${value}; r |= ${this.leaves.toCode(node, v)} << ${node.shift};`;
      }
      case "record": {
        const v = node.path === "" ? value : this.variable();
        const inside = this.readFields(node, v, word);
        return inside === "" || node.path === "" ? inside : `${this.open(v, value, this.id(node))} ${inside}`;
      }
      case "array": {
        const v = this.variable();
        const inside = this.readItems(
          node.items,
          (i) => `${v}[${i}]`,
          word,
          () => "",
        );
        if (inside === "") return "";
        const count = `if (${v}.length !== ${node.items.length}) badCount(${v}.length, ${this.id(node)}, "${node.items.length}");`;
        return `${this.open(v, value, this.id(node))} ${count} ${inside}`;
      }
      case "list": {
        const v = this.variable();
        const inside = this.readItems(
          node.items,
          (i) => `${v}[${i}]`,
          word,
          (i) => `if (${v}.length > ${i}) `,
        );
        if (inside === "" && node.word !== word) return "";
        const max = node.items.length;
        const count = `if (${v}.length > ${max}) badCount(${v}.length, ${this.id(node)}, "at most ${max}");`;
        const length = node.word === word ? `r |= ${v}.length << ${node.shift};` : "";
        return `${this.open(v, value, this.id(node))} ${count} ${length} ${inside}`;
      }
      case "optional": {
        const v = this.variable();
        const inside = this.readFields(node.of, v, word);
        if (inside === "" && node.word !== word) return "";
        const there = node.word === word ? `r |= ${2 ** node.shift};` : "";
        const id = this.id(node.of);
        return `const ${v} = ${value}; if (${v} !== null) { if (${v} !== p${id}) stranger(${v}, ${id}); ${there} ${inside} }`;
      }
    }
  }

  /** Whether `word` lies between the first and the last word of a part: saves looking at every part for every word. */
  private reaches(node: LayoutNode, word: number): boolean {
    const { first, last } = this.span(node);
    return first <= word && word <= last;
  }

  private span(node: LayoutNode): WordSpan {
    const known = this.spans.get(node);
    if (known !== undefined) return known;
    const spans = childrenOf(node).map((child) => this.span(child));
    if ("word" in node) spans.push({ first: node.word, last: node.word });
    const span = {
      first: Math.min(...spans.map(({ first }) => first)),
      last: Math.max(...spans.map(({ last }) => last)),
    };
    this.spans.set(node, span);
    return span;
  }

  private readFields(node: RecordNode, v: string, word: number): string {
    const parts = node.fields.map(([name, field]) => this.read(field, `${v}.${name}`, word));
    return parts.filter((part) => part !== "").join(" ");
  }

  private readItems(
    items: readonly LayoutNode[],
    value: (i: number) => string,
    word: number,
    guard: (i: number) => string,
  ): string {
    const parts = items.map((item, i) => {
      const inside = this.read(item, value(i), word);
      return inside === "" ? "" : `${guard(i)}{ ${inside} }`;
    });
    return parts.filter((part) => part !== "").join("\n");
  }

  private open(v: string, value: string, id: number): string {
    return `const ${v} = ${value}; if (${v} !== p${id}) stranger(${v}, ${id});`;
  }

  private variable(): string {
    return `v${this.variables++}`;
  }

  /** `fillN(s, at)` rebuilds container N wholly: pooled objects in their places, every value from the words. */
  private addFill(node: LayoutNode): void {
    const id = this.id(node);
    const lines: string[] = [];
    if (node.kind === "record") {
      for (const [name, field] of node.fields) lines.push(this.fill(field, `p${id}.${name}`));
    } else if (node.kind === "array") {
      lines.push(`if (p${id}.length > ${node.items.length}) p${id}.length = ${node.items.length};`);
      node.items.forEach((item, i) => {
        lines.push(this.fill(item, `p${id}[${i}]`));
      });
    } else if (node.kind === "list") {
      lines.push(
        `const n = ${packed(node, "s", "at")}; if (p${id}.length > n) p${id}.length = n; grow${id}(s, at, 0, n);`,
      );
      const grown = node.items.map(
        (item, i) => `if (from <= ${i} && ${i} < to) { ${this.fill(item, `p${id}[${i}]`)} }`,
      );
      this.fills.push(`function grow${id}(s, at, from, to) { ${grown.join("\n")} }`);
    }
    this.fills.push(`function fill${id}(s, at) { ${lines.join(" ")} }`);
  }

  private fill(node: LayoutNode, target: string): string {
    if (node.kind === "leaf") return `${target} = ${this.leaves.fromCode(node, packed(node, "s", "at"))};`;
    if (node.kind === "optional") {
      this.addFill(node.of);
      const id = this.id(node.of);
      return `if (${packed(node, "s", "at")}) { fill${id}(s, at); ${target} = p${id}; } else ${target} = null;`;
    }
    this.addFill(node);
    const id = this.id(node);
    return `fill${id}(s, at); ${target} = p${id};`;
  }

  /** Statements that write the word `x` into pooled objects where it differs from `h`. Unused objects are written too. */
  private addWrites(node: LayoutNode): void {
    const id = this.id(node);
    switch (node.kind) {
      case "leaf":
        return;
      case "record":
        for (const [name, field] of node.fields) this.addWrite(field, `p${id}.${name}`, "");
        return;
      case "array":
        node.items.forEach((item, i) => {
          this.addWrite(item, `p${id}[${i}]`, "");
        });
        return;
      case "list":
        node.items.forEach((item, i) => {
          this.addWrite(item, `p${id}[${i}]`, `if (p${id}.length > ${i}) `);
        });
        return;
      case "optional":
        this.addWrites(node.of);
    }
  }

  private addWrite(node: LayoutNode, target: string, guard: string): void {
    if (node.kind === "leaf") {
      const code = `(x >>> ${node.shift}) & ${node.mask}`;
      if (node.bits > 0) this.writes[node.word]?.push(`${guard}${target} = ${this.leaves.fromCode(node, code)};`);
      return;
    }
    if (node.kind === "list") {
      const id = this.id(node);
      const count = (word: string): string => `(${word} >>> ${node.shift}) & ${node.mask}`;
      this.writes[node.word]?.push(
        `{ const to = ${count("x")}, from = ${count("h")}; if (to < from) p${id}.length = to; else if (to > from) grow${id}(s, at, from, to); }`,
      );
    }
    if (node.kind === "optional") {
      const id = this.id(node.of);
      const change = `if (x >>> ${node.shift} & 1) { fill${id}(s, at); ${target} = p${id}; } else ${target} = null;`;
      this.writes[node.word]?.push(`if ((x ^ h) >>> ${node.shift} & 1) { ${guard}{ ${change} } }`);
    }
    this.addWrites(node);
  }
}

const packed = (place: { word: number; shift: number; mask: number }, words: string, at: string): string =>
  `((${words}[${at} + ${place.word}] >>> ${place.shift}) & ${place.mask})`;
