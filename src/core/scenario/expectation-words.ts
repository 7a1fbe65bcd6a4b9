/** Steps and expectations as one line of text, close to how the scenario writes them. */
import type { ArgumentValue, Comparison, Expectation } from "#core/scenario/scenario.ts";

export const valueWords = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(valueWords).join(", ")}]`;
  if (value !== null && typeof value === "object")
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${name}: ${valueWords(member)}`)
      .join(", ")} }`;
  if (value === null || typeof value === "number" || typeof value === "boolean") return `${value}`;
  return "none";
};

/** `{ vma: v, page: 0 }`, or nothing where there are no arguments. */
export function argumentWords(args: Readonly<Record<string, ArgumentValue>>): string {
  const members = Object.entries(args).filter(([, value]) => value !== null);
  return members.length === 0
    ? ""
    : ` { ${members.map(([name, value]) => `${name}: ${valueWords(value)}`).join(", ")} }`;
}

/** Reads after the name of what is compared: `mode WC or UC`, `refcount at least 1`. */
export function comparisonWords(comparison: Comparison): string {
  if ("is" in comparison) return comparison.is.map(valueWords).join(" or ");
  if ("not" in comparison) return `not ${valueWords(comparison.not)}`;
  return "at_least" in comparison ? `at least ${comparison.at_least}` : `at most ${comparison.at_most}`;
}

export const fieldWords = (fields: Readonly<Record<string, Comparison>>): string =>
  Object.entries(fields)
    .map(([field, comparison]) => existsWords(field, comparison) ?? `${field} ${comparisonWords(comparison)}`)
    .join(", ");

const existsWords = (field: string, comparison: Comparison): string | null => {
  if (field !== "exists" || !("is" in comparison) || comparison.is.length !== 1) return null;
  return comparison.is[0] === true ? "exists" : "does not exist";
};

export function expectationWords(expectation: Expectation): string {
  switch (expectation.kind) {
    case "read":
      return `${expectation.name}${argumentWords(expectation.args)}: ${fieldWords(expectation.fields)}`;
    case "no-violation":
      return `${expectation.name}${argumentWords(expectation.args)}`;
    case "result":
      return `result${expectation.step === null ? "" : ` of when-step ${expectation.step}`}: ${comparisonWords(expectation.compare)}`;
    case "warned": {
      if (expectation.code !== null) return `${expectation.expected ? "" : "not "}warned: ${expectation.code}`;
      return expectation.expected ? "something warned" : "nothing warned";
    }
    case "refused":
      return expectation.expected ? "refused" : "not refused";
    case "metric":
      return `metric ${expectation.name}: ${comparisonWords(expectation.compare)}`;
    case "unchanged":
      return `${expectation.field} of ${expectation.name}${argumentWords(expectation.args)} unchanged`;
    case "one_of":
      return `one of (${expectation.of.map(expectationWords).join("; ")})`;
    case "all_of":
      return `all of (${expectation.of.map(expectationWords).join("; ")})`;
    case "not":
      return `not (${expectationWords(expectation.of)})`;
  }
}
