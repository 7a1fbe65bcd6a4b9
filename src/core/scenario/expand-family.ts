/**
 * A text may stand for several scenarios. `for each: { mode: [WC, UC-], page: [0, 1] }` gives every combination (the last
 * name varies fastest); `$mode` in a text is replaced, `$mode` alone keeps the type of the value, and the values are
 * appended to the slug unless the slug itself names them. `repeat: n` beside a step, or at the top for all of `when`,
 * writes it n times, with `$i` counting from 0. All of it happens before anything is checked or hashed.
 */
import { entryOf, type Located, type LocatedEntry, type LocatedMap, type LocatedScalar } from "#core/yaml/located.ts";
import type { Problems } from "#core/yaml/problems.ts";

export const FAMILY_MEMBERS = 256;
export const REPEATS = 64;
const COUNTER = "i";
const VARIABLE = /\$([A-Za-z_][A-Za-z0-9_]*)/g;

type Bindings = ReadonlyMap<string, LocatedScalar>;

/** The members without `for each` and `repeat`; an empty list where a problem was found. */
export function expandFamily(root: LocatedMap, problems: Problems): LocatedMap[] {
  const before = problems.count;
  const family = entryOf(root, "for each");
  const combinations = family === undefined ? [new Map<string, LocatedScalar>()] : combine(family, problems);
  if (problems.count > before) return [];
  const members = combinations.map((bindings) => member(root, bindings, problems));
  return problems.count > before ? [] : members;
}

function combine(family: LocatedEntry, problems: Problems): Map<string, LocatedScalar>[] {
  const { value } = family;
  if (value.kind !== "map" || value.entries.length === 0) {
    problems.add(value.place, "for each wants names with lists of values: { mode: [WC, UC-] }");
    return [];
  }
  let combinations = [new Map<string, LocatedScalar>()];
  for (const { key, keyPlace, value: list } of value.entries) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) || key === COUNTER) {
      const why = key === COUNTER ? "it counts repeats" : "a letter first, then letters, digits and _";
      problems.add(keyPlace, `"${key}" cannot be a name here: ${why}`);
    }
    const scalars = list.kind === "list" ? list.items.filter((item) => item.kind === "scalar") : [];
    if (list.kind !== "list" || scalars.length === 0 || scalars.length !== list.items.length) {
      problems.add(list.place, `for each ${key} wants a list of single values`);
      return [];
    }
    if (combinations.length * scalars.length > FAMILY_MEMBERS) {
      problems.add(family.keyPlace, `the family has more than ${FAMILY_MEMBERS} members`);
      return [];
    }
    combinations = combinations.flatMap((bound) => scalars.map((scalar) => new Map(bound).set(key, scalar)));
  }
  return combinations;
}

function member(root: LocatedMap, bindings: Bindings, problems: Problems): LocatedMap {
  const entries: LocatedEntry[] = [];
  const times = entryOf(root, "repeat");
  for (const entry of root.entries) {
    if (entry.key === "for each" || entry.key === "repeat") continue;
    let value = substitute(entry.value, bindings, problems);
    if (entry.key === "scenario") value = withSlug(entry.value, value, bindings);
    if (entry.key === "given" || entry.key === "when") value = repeatSteps(value, problems);
    if (entry.key === "when" && times !== undefined && value.kind === "list") {
      const { items } = value;
      const rounds = count(substitute(times.value, bindings, problems), problems);
      value = { ...value, items: rounds.flatMap((round) => items.map((item) => counted(item, round, problems))) };
    }
    entries.push({ ...entry, value });
  }
  return { ...root, entries };
}

function repeatSteps(list: Located, problems: Problems): Located {
  if (list.kind !== "list") return list;
  const items = list.items.flatMap((item) => {
    const times = item.kind === "map" ? entryOf(item, "repeat") : undefined;
    if (item.kind !== "map" || times === undefined || item.entries.length === 1) return [item];
    const step = { ...item, entries: item.entries.filter((entry) => entry !== times) };
    return count(times.value, problems).map((round) => counted(step, round, problems));
  });
  return { ...list, items };
}

/** 0, 1, ... as often as was asked for. */
function count(times: Located, problems: Problems): number[] {
  const value = times.kind === "scalar" ? times.value : null;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= REPEATS)
    return Array.from({ length: value }, (_, round) => round);
  problems.add(times.place, `repeat wants a whole number from 1 to ${REPEATS}`);
  return [];
}

const counted = (step: Located, round: number, problems: Problems): Located =>
  substitute(
    step,
    new Map([[COUNTER, { kind: "scalar", place: step.place, value: round, source: String(round) } as const]]),
    problems,
  );

function substitute(value: Located, bindings: Bindings, problems: Problems): Located {
  if (bindings.size === 0) return value;
  if (value.kind === "list")
    return { ...value, items: value.items.map((item) => substitute(item, bindings, problems)) };
  if (value.kind === "map")
    return {
      ...value,
      entries: value.entries.map((entry) => ({ ...entry, value: substitute(entry.value, bindings, problems) })),
    };
  if (typeof value.value !== "string" || !value.value.includes("$")) return value;
  const alone = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(value.value)?.[1];
  const whole = alone === undefined ? undefined : bindings.get(alone);
  if (whole !== undefined) return { ...whole, place: value.place };
  const text = value.value.replace(VARIABLE, (written, name: string) => {
    const bound = bindings.get(name);
    if (bound !== undefined) return bound.source;
    const counts = name === COUNTER || bindings.has(COUNTER);
    if (!counts)
      problems.unknown(
        value.place,
        "name",
        written,
        [...bindings.keys()].map((key) => `$${key}`),
      );
    return written;
  });
  return { ...value, value: text, source: text };
}

function withSlug(written: Located, substituted: Located, bindings: Bindings): Located {
  if (written.kind !== "scalar" || substituted.kind !== "scalar") return substituted;
  const named = new Set([...written.source.matchAll(VARIABLE)].map((match) => match[1] ?? ""));
  const replaced = written.source.replace(VARIABLE, (whole, name: string) => {
    const bound = bindings.get(name);
    return bound === undefined ? whole : slugWord(bound.source);
  });
  const appended = [...bindings]
    .filter(([name]) => !named.has(name))
    .map(([, scalar]) => `-${slugWord(scalar.source)}`);
  const text = replaced + appended.join("");
  return { ...written, value: text, source: text };
}

/** `UC-` is `uc-minus`, so that it differs from `UC`. */
const slugWord = (text: string): string =>
  text
    .toLowerCase()
    .replace(/-$/, "-minus")
    .replace(/^-/, "minus-")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
