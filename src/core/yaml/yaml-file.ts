/** A YAML file with fixed keys: every key is looked for once, and what is left over is said. */
import type { Located, LocatedMap, Place } from "#core/yaml/located.ts";
import { entryOf } from "#core/yaml/located.ts";
import { parseLocatedYaml } from "#core/yaml/parse-located-yaml.ts";
import type { Problems } from "#core/yaml/problems.ts";
import { readText, readTexts } from "#core/yaml/read-text.ts";

const START: Place = { line: 1, column: 1 };

/** The one map of the text; null where there is none, which was then said. `required` and `optional` are its keys. */
export function readYamlFile(
  text: string,
  what: string,
  required: readonly string[],
  optional: readonly string[],
  problems: Problems,
): LocatedMap | null {
  const documents = parseLocatedYaml(text, problems);
  const [document, second] = documents;
  if (problems.count > 0) return null;
  if (document === undefined || second !== undefined || document.root.kind !== "map") {
    problems.add(document?.root.place ?? START, `${what} wants one map with the keys ${required.join(", ")}`);
    return null;
  }
  checkKeys(document.root, what, required, optional, problems);
  return document.root;
}

/** Says which keys are missing, and which are not known. */
export function checkKeys(
  map: LocatedMap,
  what: string,
  required: readonly string[],
  optional: readonly string[],
  problems: Problems,
): void {
  const known = [...required, ...optional];
  for (const { key, keyPlace } of map.entries)
    if (!known.includes(key)) problems.unknown(keyPlace, `key of ${what}`, key, known);
  for (const key of required) if (entryOf(map, key) === undefined) problems.add(map.place, `${what} has no "${key}"`);
}

/** Reads the values of a checked map; a value that is missing was said already and is empty here. */
export function valuesOf(map: LocatedMap, problems: Problems) {
  const value = (key: string): Located | undefined => entryOf(map, key)?.value;
  return {
    value,
    place: (key: string): Place => value(key)?.place ?? map.place,
    text: (key: string, max: number): string => readText(value(key), key, max, problems),
    texts: (key: string, maxItems: number, max: number): string[] =>
      readTexts(value(key), key, maxItems, max, problems),
    list: (key: string): readonly Located[] => {
      const found = value(key);
      if (found === undefined || (found.kind === "scalar" && found.value === null)) return [];
      if (found.kind === "list") return found.items;
      problems.add(found.place, `${key} wants a list`);
      return [];
    },
  };
}
