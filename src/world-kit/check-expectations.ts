import type { Argument } from "#world-kit/argument.ts";
import { checkArguments } from "#world-kit/check-arguments.ts";
import { isPlainName } from "#world-kit/check-schema.ts";
import type { ExpectationDefinition, NoViolationExpectation, ReadExpectation } from "#world-kit/define-world.ts";
import type { LooseWorld } from "#world-kit/loose-world.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import type { ProblemList } from "#world-kit/problem-list.ts";
import type { RecordType, StateType } from "#world-kit/schema.ts";

/** Words that every world's `then` has already, and the key that every comparison of a record has. */
const BUILT_IN = ["result", "warned", "refused", "metric", "unchanged", "one_of", "all_of", "not"];
const EXISTS = "exists";

export function checkExpectations(world: LooseWorld, problems: ProblemList): void {
  for (const [name, expectation] of Object.entries(world.expectations)) {
    const where = `expectations.${name}`;
    if (!isPlainName(name)) problems.add(where, "this cannot be the name of an expectation");
    if (BUILT_IN.includes(name)) problems.add(where, `every world has ${name} already`);
    problems.text(`${where}.about`, expectation.about, 2000);
    checkExpectation(expectation, where, world, problems);
  }
}

function checkExpectation(
  expectation: ExpectationDefinition,
  where: string,
  world: LooseWorld,
  problems: ProblemList,
): void {
  switch (expectation.kind) {
    case "read":
      checkArguments(
        expectation.args,
        `${where}.args`,
        { kinds: ["int", "reference"], max: 8, entities: world.entities },
        problems,
      );
      return checkRead(expectation, where, world.state, problems);
    case "no-violation":
      return checkNoViolation(expectation, where, world, problems);
    default:
      problems.add(where, 'its kind is "read" or "no-violation"');
  }
}

function checkRead(
  { args, select, fields }: ReadExpectation,
  where: string,
  state: RecordType,
  problems: ProblemList,
): void {
  const selected = selectType(state, select, args);
  if (typeof selected === "string") return problems.add(`${where}.select`, selected);
  const record = selected.kind === "optional" ? selected.of : selected;
  if (record.kind !== "record") return problems.add(`${where}.select`, `${select} is no record`);
  for (const name of Object.keys(args)) {
    if (!select.includes(`[$${name}]`)) problems.add(`${where}.args.${name}`, `${select} does not use it`);
  }
  for (const [field, about] of Object.entries(fields)) {
    problems.text(`${where}.fields.${field}`, about, 2000);
    const type = Object.hasOwn(record.fields, field) ? record.fields[field] : undefined;
    if (type === undefined) problems.add(`${where}.fields.${field}`, `${select} has no such field`);
    else if (!["bool", "enum", "int"].includes(type.kind)) {
      problems.add(`${where}.fields.${field}`, "only a bool, an enum or an int can be compared");
    }
    // Arguments and compared fields are keys of one mapping in a scenario.
    if (Object.hasOwn(args, field)) problems.add(`${where}.fields.${field}`, "an argument has the same name");
    if (field === EXISTS) problems.add(`${where}.fields.${field}`, "every record has exists already");
  }
}

/** The type behind `vmas[$vma].ptes[$page]`, or what is wrong with the path. */
function selectType(
  state: RecordType,
  select: string,
  args: { readonly [name: string]: Argument },
): StateType | string {
  let type: StateType = state;
  for (const part of select.split(".")) {
    const match = /^([A-Za-z_][A-Za-z0-9_]*)((?:\[(?:\$[A-Za-z_][A-Za-z0-9_]*|[0-9]+)\])*)$/.exec(part);
    if (match === null) return `${inWords(part)} is no field, item or item with an argument, such as boxes[$box]`;
    const field: string = match[1] ?? "";
    const record: StateType = type.kind === "optional" ? type.of : type;
    const next: StateType | undefined =
      record.kind === "record" && Object.hasOwn(record.fields, field) ? record.fields[field] : undefined;
    if (next === undefined) return `there is no field ${field} before the end of ${select}`;
    type = next;
    for (const index of (match[2] ?? "").matchAll(/\[([^\]]+)\]/g)) {
      const problem = indexProblem(type, index[1] ?? "", args);
      if (problem !== null) return problem;
      if (type.kind === "array" || type.kind === "list") type = type.of;
    }
  }
  return type;
}

function indexProblem(type: StateType, index: string, args: { readonly [name: string]: Argument }): string | null {
  if (type.kind !== "array" && type.kind !== "list") return `[${index}] follows something that is no array and no list`;
  if (index.startsWith("$")) return Object.hasOwn(args, index.slice(1)) ? null : `${index} is no argument`;
  const length = type.kind === "array" ? type.length : type.max;
  return Number(index) < length ? null : `[${index}] is beyond the ${length} items of the schema`;
}

function checkNoViolation(
  { args, invariants }: NoViolationExpectation,
  where: string,
  world: LooseWorld,
  problems: ProblemList,
): void {
  checkArguments(args, `${where}.args`, { kinds: ["reference"], max: 1, entities: world.entities }, problems);
  if (invariants.length === 0) problems.add(where, "it names no invariant");
  for (const id of invariants) {
    if (!Object.hasOwn(world.invariants, id)) problems.add(where, `the world has no invariant ${inWords(id)}`);
  }
}
