/** One item of `then` or of a stance: the built-in expectations, and those of the world. */
import { ownMember } from "#core/own-member.ts";
import { checkArguments } from "#core/scenario/check-argument.ts";
import { checkComparison, checkComparisonEntry, isComparisonWord } from "#core/scenario/check-comparison.ts";
import type { CheckContext } from "#core/scenario/check-context.ts";
import type { Comparison, Expectation } from "#core/scenario/scenario.ts";
import { EXPECTATION_NESTING } from "#core/scenario/scenario-limits.ts";
import type { ExpectationManifest } from "#core/world/world-manifest.ts";
import { entryOf, type Located, type LocatedEntry, type LocatedMap } from "#core/yaml/located.ts";

const BUILT_IN = ["result", "warned", "refused", "metric", "unchanged", "one_of", "all_of", "not"] as const;

/** Undefined where it is wrong; what is wrong was said. */
export function checkExpectation(context: CheckContext, item: Located, depth = 0): Expectation | undefined {
  const { problems, manifest } = context;
  const [entry, second] = item.kind === "map" ? item.entries : [];
  if (entry === undefined || second !== undefined) {
    problems.add(item.place, "an expectation is one name with its arguments: { pte: { vma: v, page: 0, mode: WC } }");
    return undefined;
  }
  if (depth > EXPECTATION_NESTING) {
    problems.add(item.place, `expectations nest at most ${EXPECTATION_NESTING} levels deep`);
    return undefined;
  }
  const { key, value } = entry;
  switch (key) {
    case "result":
      return checkResult(context, value);
    case "warned":
      return checkWarned(context, value);
    case "refused":
      if (value.kind === "scalar" && typeof value.value === "boolean")
        return { kind: "refused", expected: value.value };
      problems.add(value.place, "refused wants true or false");
      return undefined;
    case "metric":
      return checkMetric(context, value);
    case "unchanged":
      return checkUnchanged(context, value);
    case "one_of":
    case "all_of": {
      const of = checkBranches(context, key, value, depth);
      return of === undefined ? undefined : { kind: key, of };
    }
    case "not": {
      const of = checkExpectation(context, value, depth + 1);
      return of === undefined ? undefined : { kind: "not", of };
    }
  }
  const declared = ownMember(manifest.expectations, key);
  if (declared !== undefined) return checkDeclared(context, entry, declared);
  problems.unknown(entry.keyPlace, "expectation", key, [...Object.keys(manifest.expectations), ...BUILT_IN]);
  return undefined;
}

function checkBranches(context: CheckContext, key: string, value: Located, depth: number): Expectation[] | undefined {
  if (value.kind !== "list" || value.items.length === 0) {
    context.problems.add(value.place, `${key} wants a list of expectations, at least one`);
    return undefined;
  }
  const checked = value.items.map((branch) => checkExpectation(context, branch, depth + 1));
  const good = checked.filter((branch) => branch !== undefined);
  return good.length === checked.length ? good : undefined;
}

function checkDeclared(
  context: CheckContext,
  { key, keyPlace, value }: LocatedEntry,
  declared: ExpectationManifest,
): Expectation | undefined {
  const before = context.problems.count;
  const entries = entriesOf(value);
  if (entries === null) {
    context.problems.add(value.place, `${key} wants its arguments in a map: ${key}: { ... }`);
    return undefined;
  }
  if (declared.kind === "no-violation") {
    const args = checkArguments(context, key, keyPlace, entries, declared.args);
    return context.problems.count > before ? undefined : { kind: "no-violation", name: key, args };
  }
  const isArgument = (entry: LocatedEntry): boolean => ownMember(declared.args, entry.key) !== undefined;
  const args = checkArguments(context, key, keyPlace, entries.filter(isArgument), declared.args);
  const compared = entries.filter((entry) => !isArgument(entry));
  const fields: Record<string, Comparison> = {};
  for (const entry of compared) {
    const comparison = checkField(context, key, entry, declared);
    if (comparison !== undefined) fields[entry.key] = comparison;
  }
  if (compared.length === 0)
    context.problems.add(
      keyPlace,
      `${key} compares nothing; fields: exists, ${Object.keys(declared.fields).join(", ")}`,
    );
  return context.problems.count > before ? undefined : { kind: "read", name: key, args, fields };
}

/** A word alone (`no_conflict:`, `no_conflict: true`) has no arguments. */
function entriesOf(value: Located): readonly LocatedEntry[] | null {
  if (value.kind === "map") return value.entries;
  return value.kind === "scalar" && (value.value === null || value.value === true) ? [] : null;
}

function checkField(
  context: CheckContext,
  name: string,
  { key, keyPlace, value }: LocatedEntry,
  declared: Extract<ExpectationManifest, { kind: "read" }>,
): Comparison | undefined {
  if (key === "exists") {
    if (value.kind === "scalar" && typeof value.value === "boolean") return { is: [value.value] };
    context.problems.add(value.place, "exists wants true or false");
    return undefined;
  }
  if (ownMember(declared.fields, key) !== undefined) return checkComparison(context, `${name} ${key}`, value);
  const known = [...Object.keys(declared.fields), "exists", ...Object.keys(declared.args)];
  context.problems.unknown(keyPlace, `field of ${name}`, key, known);
  return undefined;
}

function checkResult(context: CheckContext, value: Located): Expectation | undefined {
  const step = value.kind === "map" ? entryOf(value, "step") : undefined;
  if (value.kind !== "map" || step === undefined) {
    const compare = checkComparison(context, "result", value);
    return compare === undefined ? undefined : { kind: "result", step: null, compare };
  }
  const compare = checkRest(context, "result", value, ["step"]);
  const number = step.value.kind === "scalar" ? step.value.value : null;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) {
    context.problems.add(step.value.place, "result step wants the number of a when-step, from 1");
    return undefined;
  }
  return compare === undefined ? undefined : { kind: "result", step: number, compare };
}

function checkWarned(context: CheckContext, value: Located): Expectation | undefined {
  if (value.kind === "scalar" && typeof value.value === "boolean")
    return { kind: "warned", code: null, expected: value.value };
  if (value.kind === "scalar" && typeof value.value === "string" && /^[\x21-\x7e]{1,64}$/.test(value.value))
    return { kind: "warned", code: value.value, expected: true };
  context.problems.add(value.place, "warned wants true, false or the code of a warning");
  return undefined;
}

function checkMetric(context: CheckContext, value: Located): Expectation | undefined {
  const name = value.kind === "map" ? entryOf(value, "name") : undefined;
  if (value.kind !== "map" || name === undefined) {
    context.problems.add(value.place, "metric wants a name and a comparison: { name: walks, at_most: 1 }");
    return undefined;
  }
  const known = Object.keys(context.manifest.metrics);
  const compare = checkRest(context, "metric", value, ["name"]);
  if (name.value.kind !== "scalar" || !known.includes(name.value.source)) {
    const written = name.value.kind === "scalar" ? name.value.source : name.value.kind;
    context.problems.unknown(name.value.place, "metric", written, known);
    return undefined;
  }
  return compare === undefined ? undefined : { kind: "metric", name: name.value.source, compare };
}

function checkRest(
  context: CheckContext,
  what: string,
  map: LocatedMap,
  besides: readonly string[],
): Comparison | undefined {
  const rest = map.entries.filter((entry) => !besides.includes(entry.key));
  const [compared, second] = rest;
  if (compared !== undefined && second === undefined) return checkComparisonEntry(context, what, compared);
  const stray = rest.find((entry) => !isComparisonWord(entry.key));
  if (stray === undefined) context.problems.add(map.place, `${what} wants one of is, not, at_least, at_most`);
  else checkComparisonEntry(context, what, stray);
  return undefined;
}

function checkUnchanged(context: CheckContext, value: Located): Expectation | undefined {
  const { problems, manifest } = context;
  const of = value.kind === "map" ? entryOf(value, "of") : undefined;
  const field = value.kind === "map" ? entryOf(value, "field") : undefined;
  if (value.kind !== "map" || of?.value.kind !== "scalar" || field?.value.kind !== "scalar") {
    problems.add(value.place, "unchanged wants a record and a field: { of: frame, frame: ram, field: refcount }");
    return undefined;
  }
  const before = problems.count;
  const name = of.value.source;
  const declared = ownMember(manifest.expectations, name);
  if (declared?.kind !== "read") {
    const readable = Object.entries(manifest.expectations).filter(([, { kind }]) => kind === "read");
    problems.unknown(
      of.value.place,
      "record",
      name,
      readable.map(([readName]) => readName),
    );
    return undefined;
  }
  if (field.value.source !== "exists" && ownMember(declared.fields, field.value.source) === undefined)
    problems.unknown(field.value.place, `field of ${name}`, field.value.source, [
      ...Object.keys(declared.fields),
      "exists",
    ]);
  const rest = value.entries.filter((entry) => entry !== of && entry !== field);
  const args = checkArguments(context, name, of.keyPlace, rest, declared.args);
  return problems.count > before ? undefined : { kind: "unchanged", name, args, field: field.value.source };
}
