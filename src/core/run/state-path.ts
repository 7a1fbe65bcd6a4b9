/** Paths into a state: `vmas[0].ptes[3].mode`. A world's `select` also has arguments in it: `vmas[$vma]`. */
import type { TraceValue } from "#core/run/trace.ts";

export type PathPart = { readonly field: string } | { readonly index: number } | { readonly argument: string };
const PART = /([A-Za-z_$][A-Za-z0-9_$]*)|\[(?:(\d{1,9})|\$([A-Za-z_][A-Za-z0-9_]*))\]|\./gy;

/** Null where the text is no path. */
export function parseStatePath(text: string): PathPart[] | null {
  const parts: PathPart[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text);
    if (match === null) return null;
    const [, field, index, argument] = match;
    if (field !== undefined) parts.push({ field });
    else if (index !== undefined) parts.push({ index: Number(index) });
    else if (argument !== undefined) parts.push({ argument });
  }
  return parts;
}

export const renderStatePath = (parts: readonly PathPart[]): string =>
  parts
    .map((part, at) =>
      "field" in part
        ? `${at === 0 ? "" : "."}${part.field}`
        : `[${"index" in part ? part.index : `$${part.argument}`}]`,
    )
    .join("");

/** Undefined where the path leads nowhere. Arguments must have been filled in before. */
export function readStatePath(state: TraceValue, parts: readonly PathPart[]): TraceValue | undefined {
  let value: TraceValue | undefined = state;
  for (const part of parts) {
    if (value === null || value === undefined || typeof value !== "object") return undefined;
    if (Array.isArray(value)) value = "index" in part ? value[part.index] : undefined;
    else value = "field" in part && Object.hasOwn(value, part.field) ? value[part.field] : undefined;
  }
  return value;
}

/** A copy that differs only at the path; everything else is shared. What is missing on the way is made. */
export function writeStatePath(state: TraceValue, parts: readonly PathPart[], written: TraceValue): TraceValue {
  const [part, ...rest] = parts;
  if (part === undefined) return written;
  if ("index" in part) {
    const items = Array.isArray(state) ? [...state] : [];
    while (items.length < part.index) items.push(null);
    items[part.index] = writeStatePath(items[part.index] ?? null, rest, written);
    return items;
  }
  if ("argument" in part) return state;
  const fields = state !== null && typeof state === "object" && !Array.isArray(state) ? state : {};
  return { ...fields, [part.field]: writeStatePath(fields[part.field] ?? null, rest, written) };
}

/** Whether one of the two paths leads through the other. */
export function pathsMeet(left: readonly PathPart[], right: readonly PathPart[]): boolean {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const a = left[at];
    const b = right[at];
    if (a === undefined || b === undefined) return false;
    if ("field" in a ? !("field" in b && a.field === b.field) : !("index" in a && "index" in b && a.index === b.index))
      return false;
  }
  return true;
}
