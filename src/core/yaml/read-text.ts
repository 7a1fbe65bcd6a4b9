import type { Located } from "#core/yaml/located.ts";
import type { Problems } from "#core/yaml/problems.ts";

/** A text without the blanks around it, from 1 to `max` characters; empty where it is wrong, which was then said. */
export function readText(value: Located | undefined, what: string, max: number, problems: Problems): string {
  if (value === undefined) return "";
  if (value.kind !== "scalar" || value.value === null) {
    problems.add(value.place, `${what} wants a text`);
    return "";
  }
  const text = value.source.trim();
  if (text === "") problems.add(value.place, `${what} is empty`);
  if (text.length > max)
    problems.add(value.place, `${what} has ${text.length} characters; at most ${max} are accepted`);
  return text;
}

/** A list of such texts, or a single one. */
export function readTexts(
  value: Located | undefined,
  what: string,
  maxItems: number,
  max: number,
  problems: Problems,
): string[] {
  if (value === undefined || (value.kind === "scalar" && value.value === null)) return [];
  const items = value.kind === "list" ? value.items : [value];
  if (items.length > maxItems) {
    problems.add(value.place, `${what} has ${items.length} entries; at most ${maxItems} are accepted`);
    return [];
  }
  return items.map((item) => readText(item, `an entry of ${what}`, max, problems));
}
