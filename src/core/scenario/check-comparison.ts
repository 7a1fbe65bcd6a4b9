/** What a field, a result or a metric is compared with: a value, a list of values, or `{ not | at_least | at_most | is }`. */
import type { CheckContext } from "#core/scenario/check-context.ts";
import type { Comparison } from "#core/scenario/scenario.ts";
import type { Located, LocatedEntry, LocatedScalar } from "#core/yaml/located.ts";

const WORDS = ["is", "not", "at_least", "at_most"] as const;

/** Undefined where it is wrong. */
export function checkComparison({ problems }: CheckContext, what: string, value: Located): Comparison | undefined {
  if (value.kind === "scalar") return { is: [value.value] };
  if (value.kind === "list") return checkList({ problems }, what, value);
  const [entry, second] = value.entries;
  if (entry === undefined || second !== undefined) {
    problems.add(value.place, `${what} wants one of ${WORDS.join(", ")}`);
    return undefined;
  }
  return checkComparisonEntry({ problems }, what, entry);
}

/** One `is:`, `not:`, `at_least:` or `at_most:`. */
export function checkComparisonEntry(
  { problems }: Pick<CheckContext, "problems">,
  what: string,
  { key, keyPlace, value }: LocatedEntry,
): Comparison | undefined {
  switch (key) {
    case "is":
      if (value.kind === "list") return checkList({ problems }, what, value);
      if (value.kind === "scalar") return { is: [value.value] };
      break;
    case "not":
      if (value.kind === "scalar") return { not: value.value };
      break;
    case "at_least":
    case "at_most":
      if (value.kind === "scalar" && typeof value.value === "number")
        return key === "at_least" ? { at_least: value.value } : { at_most: value.value };
      problems.add(value.place, `${what}: ${key} wants a number`);
      return undefined;
    default:
      problems.unknown(keyPlace, `comparison of ${what}`, key, WORDS);
      return undefined;
  }
  problems.add(value.place, `${what}: ${key} wants a single value${key === "is" ? " or a list of them" : ""}`);
  return undefined;
}

export const isComparisonWord = (key: string): boolean => WORDS.some((word) => word === key);

function checkList(
  { problems }: Pick<CheckContext, "problems">,
  what: string,
  list: Extract<Located, { kind: "list" }>,
): Comparison | undefined {
  const scalars = list.items.filter((item): item is LocatedScalar => item.kind === "scalar");
  if (scalars.length === list.items.length && scalars.length > 0) return { is: scalars.map(({ value }) => value) };
  problems.add(list.place, `${what} wants a list of single values, at least one`);
  return undefined;
}
