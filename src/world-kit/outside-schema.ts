/** A value the state schema does not allow. The message names the path, the value and what is allowed there. */
export class OutsideSchema extends Error {
  override readonly name = "OutsideSchema";
}

/** A value in a few words, for messages: strings quoted and cut, everything that is no primitive by its kind. */
export function inWords(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
