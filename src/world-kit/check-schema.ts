import { inWords } from "#world-kit/outside-schema.ts";
import type { StateType } from "#world-kit/schema.ts";

/** Items of one array or list: a trace shows at most this many values in a row. */
export const MAX_ITEMS = 256;
/** Leaves, lists and optionals of one state. Generated text grows with them; this many compile in about half a second. */
const MAX_PLACES = 5000;
const MAX_DEPTH = 16;
const MAX_PROBLEMS = 20;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const MAX_TEXT = 64;
/** Paths stand in traces, whose strings are cut at 400 characters. */
const MAX_PATH = 300;
const PRINTABLE = /^[\x20-\x7e]+$/;
const MAX_SPAN = 2 ** 31;

/** What objects inherit. Not looked up: the sandbox's realms have deleted some of them. */
const INHERITED: readonly string[] = [
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
];

/** True for names that may be keys of plain objects: identifiers that no object inherits. */
export const isPlainName = (name: string): boolean =>
  NAME.test(name) && !name.startsWith("__") && !INHERITED.includes(name);

/** What is wrong with a state schema, a sentence each, in schema order; empty for a sound one. */
export function checkSchema(schema: StateType): readonly string[] {
  const problems: string[] = [];
  if (schema?.kind !== "record") return ["state: the schema of the state must be a record"];
  const places = check(schema, "state", problems, 0);
  if (problems.length === 0 && places > MAX_PLACES) {
    problems.push(`state: ${places} fields and items are more than ${MAX_PLACES}; use smaller bounds`);
  }
  return problems.slice(0, MAX_PROBLEMS);
}

/** Returns the number of places (leaves, lists and optionals), each array and list item counted. */
function check(type: StateType, path: string, problems: string[], depth: number): number {
  if (depth > MAX_DEPTH || path.length > MAX_PATH) {
    problems.push(`${path.slice(0, MAX_PATH)}: nested more than ${MAX_DEPTH} levels or ${MAX_PATH} characters deep`);
    return 1;
  }
  switch (type?.kind) {
    case "bool":
      return 1;
    case "enum":
      checkWords(type.values, path, problems);
      return 1;
    case "int":
      checkRange(type.min, type.max, path, problems);
      return 1;
    case "array":
      checkCount(type.length, "the length of an array", path, problems);
      return Math.min(MAX_ITEMS, type.length) * check(type.of, `${path}[]`, problems, depth + 1);
    case "list":
      checkCount(type.max, "the bound of a list", path, problems);
      // An absent item of a list is null in a list of changes: it must not look like an item that is there and null.
      if (type.of?.kind === "optional") problems.push(`${path}: a list of optionals; let the list hold the records`);
      return 1 + Math.min(MAX_ITEMS, type.max) * check(type.of, `${path}[]`, problems, depth + 1);
    case "optional":
      if (type.of?.kind !== "record") problems.push(`${path}: only a record can be optional`);
      return 1 + check(type.of, path, problems, depth + 1);
    case "record": {
      const names = Object.keys(type.fields);
      if (names.length === 0) problems.push(`${path}: a record needs a field`);
      let places = 0;
      for (const name of names) {
        if (!isPlainName(name)) problems.push(`${path}: ${inWords(name)} cannot be the name of a field`);
        const field = type.fields[name];
        if (field !== undefined) places += check(field, `${path}.${name}`, problems, depth + 1);
      }
      return places;
    }
    default:
      problems.push(`${path}: ${inWords(type)} is no type of the kit`);
      return 1;
  }
}

function checkWords(values: readonly string[], path: string, problems: string[]): void {
  if (values.length === 0) problems.push(`${path}: an enum needs a value`);
  for (const value of values) {
    if (typeof value !== "string" || value.length > MAX_TEXT || !PRINTABLE.test(value)) {
      problems.push(`${path}: ${inWords(value)} is not printable ASCII of 1 to ${MAX_TEXT} characters`);
    }
  }
  if (new Set(values).size !== values.length) problems.push(`${path}: an enum names a value twice`);
}

function checkRange(min: number, max: number, path: string, problems: string[]): void {
  const whole = (n: number): boolean => Number.isInteger(n) && n >= -MAX_SPAN && n < MAX_SPAN;
  if (!whole(min) || !whole(max)) problems.push(`${path}: the bounds of an int are whole numbers of 32 bits`);
  else if (min > max) problems.push(`${path}: the int has no value from ${min} to ${max}`);
  else if (max - min >= MAX_SPAN) problems.push(`${path}: the range from ${min} to ${max} does not fit into 31 bits`);
}

function checkCount(count: number, what: string, path: string, problems: string[]): void {
  if (Number.isInteger(count) && count >= 1 && count <= MAX_ITEMS) return;
  problems.push(`${path}: ${what} is a whole number from 1 to ${MAX_ITEMS}, not ${inWords(count)}`);
}
