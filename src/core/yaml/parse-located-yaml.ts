/**
 * The only place where YAML that strangers wrote is read. Bounded in size and depth; anchors, aliases and tags are not
 * accepted, so that what is read is what stands there.
 */
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from "yaml";
import type { Located, LocatedEntry, Place } from "#core/yaml/located.ts";
import type { Problems } from "#core/yaml/problems.ts";

/** The largest scenario of the kernel decision has 3 KiB. */
export const YAML_BYTES = 65_536;
const NESTING = 24;

export interface LocatedDocument {
  readonly root: Located;
  /** The part of the text that belongs to this document, byte for byte. */
  readonly text: string;
}

/** Documents without content are left out. Where `problems` grew, the value must not be used. */
export function parseLocatedYaml(text: string, problems: Problems): LocatedDocument[] {
  const start = { line: 1, column: 1 };
  if (utf8ToBytes(text).length > YAML_BYTES) {
    problems.add(start, `the text has more than ${YAML_BYTES} bytes`);
    return [];
  }
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const deep = tooDeep(tokens);
  if (deep !== null) {
    problems.add(placeOf(deep), `nested more than ${NESTING} levels deep`);
    return [];
  }
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, schema: "core", version: "1.2" });
  const documents = [...composer.compose(tokens)];
  const located: LocatedDocument[] = [];
  for (const [at, document] of documents.entries()) {
    for (const error of [...document.errors, ...document.warnings])
      problems.add(placeOf(error.pos[0]), error.message.split("\n")[0] ?? "not YAML");
    const root = document.errors.length === 0 ? locate(document.contents, placeOf, problems) : null;
    if (root === null || (root.kind === "scalar" && root.value === null)) continue;
    located.push({ root, text: documents.length === 1 ? text : slice(text, documents, at) });
  }
  return located;
}

/** Offset of the first token beyond the limit, or null. Without recursion: depth is what strangers choose. */
function tooDeep(tokens: readonly CST.Token[]): number | null {
  const waiting: { token: unknown; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (typeof token !== "object" || token === null) continue;
    if (depth > NESTING) return "offset" in token && typeof token.offset === "number" ? token.offset : 0;
    if ("value" in token) waiting.push({ token: token.value, depth });
    if (!("items" in token) || !Array.isArray(token.items)) continue;
    for (const item of token.items) {
      waiting.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
  }
  return null;
}

const slice = (text: string, documents: readonly Document.Parsed[], at: number): string => {
  const from = at === 0 ? 0 : (documents[at - 1]?.range[2] ?? 0);
  return text.slice(from, documents[at]?.range[2]);
};

/** Null where something in it is not accepted, and was said. */
function locate(node: unknown, placeOf: (offset: number) => Place, problems: Problems): Located | null {
  if (node === null || node === undefined) return { kind: "scalar", place: placeOf(0), value: null, source: "" };
  const refuse = (place: Place, message: string): null => {
    problems.add(place, message);
    return null;
  };
  if (isAlias(node)) return refuse(placeOf(node.range?.[0] ?? 0), "aliases are not accepted; write the value out");
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return refuse(placeOf(0), "this is no map, list or scalar");
  const place = placeOf(node.range?.[0] ?? 0);
  if (node.anchor !== undefined) return refuse(place, "anchors are not accepted; write the value out");
  if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:"))
    return refuse(place, "tags are not accepted");
  if (isScalar(node)) {
    const { value } = node;
    if (value === null || typeof value === "boolean")
      return { kind: "scalar", place, value, source: node.source ?? "" };
    if (typeof value === "number") {
      if (!Number.isFinite(value)) return refuse(place, "a number must be finite");
      return { kind: "scalar", place, value: value === 0 ? 0 : value, source: node.source ?? String(value) };
    }
    if (typeof value !== "string") return refuse(place, "this is no map, list or scalar");
    if (value.includes("\0") || !value.isWellFormed())
      return refuse(place, "a text must be Unicode without NUL characters");
    return { kind: "scalar", place, value, source: value };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => locate(item, placeOf, problems));
    return items.includes(null) ? null : { kind: "list", place, items: items.filter((item) => item !== null) };
  }
  return locateMap(node.items, place, placeOf, problems);
}

function locateMap(
  pairs: readonly { readonly key: unknown; readonly value: unknown }[],
  place: Place,
  placeOf: (offset: number) => Place,
  problems: Problems,
): Located | null {
  const entries: LocatedEntry[] = [];
  const seen = new Set<string>();
  let whole = true;
  for (const pair of pairs) {
    const key = locate(pair.key, placeOf, problems);
    const located = locate(pair.value, placeOf, problems);
    if (key === null || located === null) {
      whole = false;
      continue;
    }
    if (key.kind !== "scalar") {
      problems.add(key.place, "a key must be a word");
      whole = false;
      continue;
    }
    const name = key.source;
    if (seen.has(name)) problems.add(key.place, `the key "${name}" stands here twice`);
    seen.add(name);
    const empty = pair.value === null || pair.value === undefined;
    entries.push({ key: name, keyPlace: key.place, value: empty ? { ...located, place: key.place } : located });
  }
  return whole ? { kind: "map", place, entries } : null;
}
