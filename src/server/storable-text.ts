/**
 * PostgreSQL stores every text but two: the character U+0000, and half of a surrogate pair. Both come easily out of
 * JSON and out of policies. What people publish is refused with them; what a policy left behind is stored with U+FFFD.
 */
import type { InputProblem } from "#core/error-code.ts";

const REPLACEMENT = "\u{FFFD}";

export const toStorable = (text: string): string => text.replaceAll("\0", REPLACEMENT).toWellFormed();

/** What JSON.stringify makes of both; a backslash before it makes this too careful, never too careless. */
const ESCAPED = /\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** JSON text of a value whose strings, keys included, PostgreSQL can store. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return ESCAPED.test(text) ? JSON.stringify(value, replaceUnstorable) : text;
}

function replaceUnstorable(_: string, member: unknown): unknown {
  if (typeof member === "string") return toStorable(member);
  if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
  return Object.fromEntries(Object.entries(member).map(([key, inner]) => [toStorable(key), inner]));
}

/** Where a text that was posted cannot be stored; `file` is the field or path it came from. */
export function findUnstorable(file: string, text: string): InputProblem | null {
  const at = text.search(/\0|\p{Surrogate}/u);
  if (at < 0) return null;
  const lines = text.slice(0, at).split("\n");
  return {
    file,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    message: "a character that cannot be stored: U+0000, or half of a surrogate pair",
  };
}

/** The same for every string inside of a value. */
export function findUnstorableIn(file: string, value: unknown): InputProblem | null {
  return storableJson(value) === JSON.stringify(value)
    ? null
    : { file, line: 1, column: 1, message: "a character that cannot be stored: U+0000, or half of a surrogate pair" };
}
