/** JSON text of the small values in a trace. Strings are cut and made printable ASCII here, and nowhere else. */
import type { Primitive } from "#world-kit/schema.ts";

/** Longest string in a trace, in UTF-16 units: `TRACE_TEXT_LENGTH` of core. */
export const MAX_TEXT = 400;

/** At most `max` units of printable ASCII; every other unit becomes a question mark. */
export function printable(text: string, max: number = MAX_TEXT): string {
  const short = text.length > max ? text.slice(0, max) : text;
  for (let i = 0; i < short.length; i++) {
    const unit = short.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e) return short.replace(UNPRINTABLE, "?");
  }
  return short;
}
const UNPRINTABLE = /[^\x20-\x7e]/g;

export function quoted(text: string): string {
  const clean = printable(text);
  for (let i = 0; i < clean.length; i++) {
    const unit = clean.charCodeAt(i);
    if (unit === 0x22 || unit === 0x5c) return JSON.stringify(clean);
  }
  return `"${clean}"`;
}

/** Numbers that JSON cannot say become their words; anything that is no primitive becomes null. */
export function primitiveJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return Number.isFinite(value) ? `${value}` : `"${value}"`;
    case "boolean":
      return value ? "true" : "false";
    default:
      return "null";
  }
}

/** A primitive as it may cross realms and stand in a trace, or undefined where it is none. */
export function plainPrimitive(value: unknown): Primitive | undefined {
  if (typeof value === "string") return printable(value);
  // Adding 0 turns minus zero into zero.
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value === "boolean" || value === null) return value;
  return undefined;
}
