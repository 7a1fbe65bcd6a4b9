/**
 * What differs between two packed states, as JSON text in schema order: `["frames[3].refcount",1,2]`. Only places in words
 * that differ are looked at. A list item or an optional that comes or goes is one change, with null on the other side.
 */
import type { PlainValue } from "#world-kit/plain-state.ts";
import {
  codeAt,
  type LayoutNode,
  type LeafNode,
  type ListNode,
  type OptionalNode,
  type RecordNode,
  type StateLayout,
} from "#world-kit/state-layout.ts";
import { quoted } from "#world-kit/trace-text.ts";

export interface StateChanges {
  /** JSON text of the list of changes; `[]` for equal states. */
  json(before: Int32Array, beforeAt: number, after: Int32Array, afterAt: number): string;
  list(before: Int32Array, beforeAt: number, after: Int32Array, afterAt: number): readonly StateChange[];
  /** JSON text of a whole state. */
  stateJson(words: Int32Array, at: number): string;
}
export type StateChange = readonly [path: string, before: PlainValue, after: PlainValue];

/** Something that may be absent: the optional itself, or the item `index` of a list. */
interface Presence {
  readonly node: ListNode | OptionalNode;
  readonly index: number;
}
interface Entry {
  readonly node: LeafNode | ListNode | OptionalNode;
  /** JSON text of the path of a leaf, with the bracket before and the comma after it. */
  readonly head: string;
  /** The innermost thing whose absence makes this entry void. */
  readonly within: Presence | null;
}

export function compileStateChanges(layout: StateLayout): StateChanges {
  const entries: Entry[][] = Array.from({ length: layout.words }, () => []);
  const collect = (node: LayoutNode, within: Presence | null): void => {
    if (node.kind === "record") {
      for (const [, field] of node.fields) collect(field, within);
      return;
    }
    if (node.kind === "array") {
      for (const item of node.items) collect(item, within);
      return;
    }
    entries[node.word]?.push({ node, head: `[${quoted(node.path)},`, within });
    if (node.kind === "list") for (const [index, item] of node.items.entries()) collect(item, { node, index });
    if (node.kind === "optional") collect(node.of, { node, index: 0 });
  };
  collect(layout.root, null);

  const json = (before: Int32Array, beforeAt: number, after: Int32Array, afterAt: number): string => {
    let text = "";
    for (let word = 0; word < entries.length; word++) {
      if (before[beforeAt + word] === after[afterAt + word]) continue;
      for (const entry of entries[word] ?? []) {
        const { node, within } = entry;
        const old = codeAt(node, before, beforeAt);
        const now = codeAt(node, after, afterAt);
        if (old === now || !isThere(within, before, beforeAt) || !isThere(within, after, afterAt)) continue;
        if (node.kind === "leaf") {
          text += `,${entry.head}${leafJson(node, old)},${leafJson(node, now)}]`;
          continue;
        }
        for (let i = Math.min(old, now); i < Math.max(old, now); i++) {
          const part = node.kind === "list" ? node.items[i] : node.of;
          if (part === undefined) continue;
          const was = i < old ? nodeJson(part, before, beforeAt) : "null";
          const is = i < now ? nodeJson(part, after, afterAt) : "null";
          text += `,[${quoted(part.path)},${was},${is}]`;
        }
      }
    }
    return `[${text.slice(1)}]`;
  };
  return {
    json,
    // The text was written above from the layout: it is a list of such triples.
    list: (...states) => JSON.parse(json(...states)) as StateChange[],
    stateJson: (words, at) => nodeJson(layout.root, words, at),
  };
}

const isThere = (within: Presence | null, words: Int32Array, at: number): boolean =>
  within === null || codeAt(within.node, words, at) > within.index;

const leafJson = ({ type, texts }: LeafNode, code: number): string =>
  type.kind === "int" ? `${type.min + code}` : (texts[code] ?? "null");

function nodeJson(node: LayoutNode, words: Int32Array, at: number): string {
  switch (node.kind) {
    case "leaf":
      return leafJson(node, codeAt(node, words, at));
    case "record":
      return recordJson(node, words, at);
    case "array":
      return itemsJson(node.items, node.items.length, words, at);
    case "list":
      return itemsJson(node.items, codeAt(node, words, at), words, at);
    case "optional":
      return codeAt(node, words, at) === 1 ? recordJson(node.of, words, at) : "null";
  }
}

function itemsJson(items: readonly LayoutNode[], count: number, words: Int32Array, at: number): string {
  let text = "";
  for (let i = 0; i < count; i++) {
    const item = items[i];
    if (item !== undefined) text += i === 0 ? nodeJson(item, words, at) : `,${nodeJson(item, words, at)}`;
  }
  return `[${text}]`;
}

function recordJson({ fields }: RecordNode, words: Int32Array, at: number): string {
  let text = "{";
  for (const [name, field] of fields) text += `${text === "{" ? "" : ","}"${name}":${nodeJson(field, words, at)}`;
  return `${text}}`;
}
