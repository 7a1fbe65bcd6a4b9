/** Arguments of steps and expectations against the world's description of them. */
import { ownMember } from "#core/own-member.ts";
import { parseReference } from "#core/run/entity-names.ts";
import type { CheckContext } from "#core/scenario/check-context.ts";
import type { ArgumentValue } from "#core/scenario/scenario.ts";
import { nearestName } from "#core/text/nearest-name.ts";
import type { Argument } from "#core/world/world-manifest.ts";
import type { Located, LocatedEntry, Place } from "#core/yaml/located.ts";

type Declared = Readonly<Record<string, Argument>>;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,31}$/;

/** `what` names the step or expectation in sentences. Values that are wrong are left out, and said. */
export function checkArguments(
  context: CheckContext,
  what: string,
  place: Place,
  entries: readonly LocatedEntry[],
  declared: Declared,
): Record<string, ArgumentValue> {
  const checked: Record<string, ArgumentValue> = {};
  for (const { key, keyPlace, value } of entries) {
    const argument = ownMember(declared, key);
    if (argument === undefined) {
      context.problems.unknown(keyPlace, `argument of ${what}`, key, Object.keys(declared));
      continue;
    }
    const good = checkArgument(context, key, argument, value);
    if (good !== undefined) checked[key] = good;
  }
  for (const [name, argument] of Object.entries(declared)) {
    if (isRequired(argument) && !entries.some(({ key }) => key === name))
      context.problems.add(place, `${what} needs ${name}: ${argument.about}`);
  }
  return checked;
}

const isRequired = (argument: Argument): boolean =>
  !("default" in argument && argument.default !== undefined) && !("optional" in argument && argument.optional === true);

/** Undefined where the value is wrong. */
function checkArgument(
  context: CheckContext,
  key: string,
  argument: Argument,
  value: Located,
): ArgumentValue | undefined {
  if (argument.kind === "words") return checkWords(context, key, argument.values, value);
  if (value.kind !== "scalar") {
    context.problems.add(value.place, `${key} must be ${wanted(argument)}, not a ${value.kind}`);
    return undefined;
  }
  const wrong = (): undefined => {
    const written = value.value === null ? "nothing" : `"${value.source}"`;
    context.problems.add(value.place, `${key} must be ${wanted(argument)}, not ${written}`);
  };
  switch (argument.kind) {
    case "bool":
      return typeof value.value === "boolean" ? value.value : wrong();
    case "int": {
      const number = value.value;
      return typeof number === "number" && Number.isInteger(number) && number >= argument.min && number <= argument.max
        ? number
        : wrong();
    }
    case "enum":
      if (argument.values.includes(value.source)) return value.source;
      context.problems.unknown(value.place, `value of ${key}`, value.source, argument.values);
      return undefined;
    case "text":
      return typeof value.value === "string" && value.value.length <= argument.max && /^[\x20-\x7e]*$/.test(value.value)
        ? value.value
        : wrong();
    case "name":
      return declareName(context, key, argument.entity, value.place, value.source);
    case "reference":
      if (value.value === null && argument.optional === true) return null;
      return checkReference(context, key, argument, value.place, value.source);
    case "range":
      return checkReference(context, key, argument, value.place, value.source);
  }
}

function wanted(argument: Exclude<Argument, { kind: "words" }>): string {
  switch (argument.kind) {
    case "bool":
      return "true or false";
    case "int":
      return `a whole number from ${argument.min} to ${argument.max}`;
    case "enum":
      return `one of ${argument.values.join(", ")}`;
    case "text":
      return `printable ASCII of at most ${argument.max} characters`;
    case "name":
      return `a new name for a ${argument.entity}`;
    case "reference":
      return `the name of a ${argument.entity}`;
    case "range":
      return `the name of one or more ${argument.entity}`;
  }
}

function checkWords(
  context: CheckContext,
  key: string,
  values: readonly string[],
  value: Located,
): string[] | undefined {
  const items = value.kind === "list" ? value.items : [value];
  const words: string[] = [];
  for (const item of items) {
    if (item.kind !== "scalar" || item.value === null) {
      context.problems.add(item.place, `${key} must be a list of words from ${values.join(", ")}`);
      return undefined;
    }
    if (!values.includes(item.source)) {
      context.problems.unknown(item.place, `word in ${key}`, item.source, values);
      return undefined;
    }
    words.push(item.source);
  }
  return words;
}

function declareName(
  { names, problems }: CheckContext,
  key: string,
  entity: string,
  place: Place,
  name: string,
): string | undefined {
  if (!NAME.test(name)) {
    problems.add(
      place,
      `${key} must be a name (a letter first, then letters, digits and _, at most 32), not "${name}"`,
    );
    return undefined;
  }
  const taken = names.get(name);
  if (taken !== undefined) {
    problems.add(place, `the name "${name}" is taken by a ${taken} of an earlier step`);
    return undefined;
  }
  names.set(name, entity);
  return name;
}

function checkReference(
  { names, problems }: CheckContext,
  key: string,
  argument: Extract<Argument, { kind: "reference" | "range" }>,
  place: Place,
  written: string,
): string | undefined {
  const parsed = parseReference(written);
  const form = argument.kind === "range" ? "name" : "name or name[index]";
  if (parsed === null || (argument.kind === "range" && parsed.index !== null)) {
    problems.add(place, `${key} must be the name of a ${argument.entity} (${form}), not "${written}"`);
    return undefined;
  }
  const entity = names.get(parsed.name);
  if (entity === argument.entity) return written;
  const fitting = [...names].filter(([, kind]) => kind === argument.entity).map(([name]) => name);
  const known =
    fitting.length === 0
      ? `no ${argument.entity} was named before`
      : `names of a ${argument.entity}: ${fitting.join(", ")}`;
  if (entity !== undefined) {
    problems.add(place, `${key} wants a ${argument.entity}, but "${parsed.name}" is a ${entity}; ${known}`);
    return undefined;
  }
  const nearest = nearestName(parsed.name, fitting);
  const hint = nearest === null ? "" : ` did you mean ${nearest}?`;
  problems.add(place, `no earlier step declares "${parsed.name}";${hint} ${known}`);
  return undefined;
}
