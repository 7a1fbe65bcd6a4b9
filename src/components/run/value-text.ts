import type { TraceValue } from "#core/run/trace.ts";

/** A value of a trace as a reader writes it: strings bare, records in braces, nothing as `none`. */
export function valueText(value: TraceValue): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return `[${listText(value)}]`;
  if (typeof value === "object")
    return `{ ${Object.entries(value)
      .map(([field, part]) => `${field}: ${valueText(part)}`)
      .join(", ")} }`;
  return String(value);
}

/** Equal neighbours are said once, with their number: most lists are mostly empty. */
function listText(values: readonly TraceValue[]): string {
  const runs: { text: string; count: number }[] = [];
  for (const text of values.map(valueText)) {
    const last = runs.at(-1);
    if (last?.text === text) last.count++;
    else runs.push({ text, count: 1 });
  }
  return runs.map(({ text, count }) => (count === 1 ? text : `${text} x ${count}`)).join(", ");
}
