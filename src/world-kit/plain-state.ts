import { codeAt, type LayoutNode, leafValue, type RecordNode } from "#world-kit/state-layout.ts";

/** Plain data of a state: what JSON can say of it. */
export type PlainValue = string | number | boolean | null | PlainValue[] | { [field: string]: PlainValue };

/** A fresh plain copy of one part of the packed state that begins at `words[at]`. */
export function plainValue(node: LayoutNode, words: Int32Array, at: number): PlainValue {
  switch (node.kind) {
    case "leaf":
      return leafValue(node, codeAt(node, words, at));
    case "record":
      return plainRecord(node, words, at);
    case "array":
      return node.items.map((item) => plainValue(item, words, at));
    case "list": {
      const count = codeAt(node, words, at);
      return node.items.slice(0, count).map((item) => plainValue(item, words, at));
    }
    case "optional":
      return codeAt(node, words, at) === 1 ? plainRecord(node.of, words, at) : null;
  }
}

function plainRecord(node: RecordNode, words: Int32Array, at: number): { [field: string]: PlainValue } {
  const plain: { [field: string]: PlainValue } = {};
  for (const [name, field] of node.fields) plain[name] = plainValue(field, words, at);
  return plain;
}
