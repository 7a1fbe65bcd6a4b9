/**
 * The rules of a world's definition. TypeScript holds its author to most of the shapes; these are the rules that types do
 * not say, and those that a posted world may break because nobody type-checked it. Never calls a function of the world.
 */
import { type ArgumentRules, checkArguments } from "#world-kit/check-arguments.ts";
import { checkExpectations } from "#world-kit/check-expectations.ts";
import { checkSchema, isPlainName } from "#world-kit/check-schema.ts";
import type { HookResult } from "#world-kit/define-world.ts";
import type { LooseWorld } from "#world-kit/loose-world.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import { ARGUMENT_SLOTS } from "#world-kit/policy-port.ts";
import { ProblemList } from "#world-kit/problem-list.ts";
import type { StateType } from "#world-kit/schema.ts";

const ABOUT = 2000;
const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LAYERS: readonly string[] = ["driver", "interface", "system", "hardware"];
const SECTIONS = [
  "config",
  "entities",
  "steps",
  "hooks",
  "capabilities",
  "expectations",
  "invariants",
  "metrics",
  "dimensions",
] as const;

/** What is wrong with a definition, a sentence each for its author; empty for a sound one. */
export function checkWorld(world: LooseWorld): readonly string[] {
  const problems = new ProblemList();
  const missing = SECTIONS.filter((section) => typeof world?.[section] !== "object" || world[section] === null);
  if (missing.length > 0) return missing.map((section) => `${section}: it is missing, or no object`);
  if (!Array.isArray(world.view) || !Array.isArray(world.limits)) return ["view and limits: both are arrays"];
  if (!SLUG.test(world.name)) problems.add("name", "it is lower case letters, digits and hyphens");
  problems.text("title", world.title, 200);
  problems.text("about", world.about, ABOUT);
  problems.callable("initial", world.initial);
  const schema = checkSchema(world.state);
  for (const sentence of schema) problems.sentences.push(sentence);
  // Whatever points into the state is only worth a look when the state is sound.
  if (schema.length > 0) return problems.sentences;
  checkSmallSections(world, problems);
  checkFunctions(world, problems);
  checkExpectations(world, problems);
  checkView(world, problems);
  return problems.sentences;
}

function checkSmallSections(world: LooseWorld, problems: ProblemList): void {
  for (const [name, { about, values }] of named(world, "config", problems)) {
    problems.text(`config.${name}.about`, about, ABOUT);
    problems.words(`config.${name}`, values, 32);
  }
  for (const [name, { about, list }] of named(world, "entities", problems)) {
    problems.text(`entities.${name}.about`, about, ABOUT);
    const kind = fieldOf(world, list)?.kind;
    if (kind !== "list" && kind !== "array") {
      problems.add(`entities.${name}`, `${inWords(list)} is no list and no array of the state`);
    }
  }
  for (const [id, { title, about, check }] of Object.entries(world.invariants)) {
    if (!SLUG.test(id)) problems.add(`invariants.${id}`, "its id is lower case letters, digits and hyphens");
    problems.text(`invariants.${id}.title`, title, 200);
    problems.text(`invariants.${id}.about`, about, ABOUT);
    problems.callable(`invariants.${id}.check`, check);
  }
  for (const [name, { about, unit }] of named(world, "metrics", problems)) {
    problems.text(`metrics.${name}.about`, about, ABOUT);
    problems.text(`metrics.${name}.unit`, unit, 100);
  }
  for (const [name, { title, about }] of named(world, "dimensions", problems)) {
    problems.text(`dimensions.${name}.title`, title, 200);
    problems.text(`dimensions.${name}.about`, about, ABOUT);
  }
  for (const [i, limit] of world.limits.entries()) problems.text(`limits[${i}]`, limit, ABOUT);
}

function checkFunctions(world: LooseWorld, problems: ProblemList): void {
  const { entities } = world;
  const ofSteps: ArgumentRules = {
    kinds: ["bool", "enum", "int", "name", "reference", "range", "words"],
    max: 16,
    entities,
  };
  const ofHooks: ArgumentRules = { kinds: ["bool", "enum", "int", "reference"], max: ARGUMENT_SLOTS, entities };
  const ofCapabilities: ArgumentRules = { ...ofHooks, kinds: [...ofHooks.kinds, "text"] };
  for (const [name, { about, source, args, run }] of named(world, "steps", problems)) {
    checkDescription(`steps.${name}`, about, source, problems);
    checkArguments(args, `steps.${name}.args`, ofSteps, problems);
    problems.callable(`steps.${name}.run`, run);
  }
  for (const [name, { about, source, layer, args, returns, today }] of named(world, "hooks", problems)) {
    checkDescription(`hooks.${name}`, about, source, problems);
    checkLayer(`hooks.${name}`, layer, problems);
    checkArguments(args, `hooks.${name}.args`, ofHooks, problems);
    checkHookResult(`hooks.${name}.returns`, returns, problems);
    problems.callable(`hooks.${name}.today`, today);
  }
  for (const [name, { about, source, layer, args, run }] of named(world, "capabilities", problems)) {
    checkDescription(`capabilities.${name}`, about, source, problems);
    checkLayer(`capabilities.${name}`, layer, problems);
    checkArguments(args, `capabilities.${name}.args`, ofCapabilities, problems);
    problems.callable(`capabilities.${name}.run`, run);
  }
}

function checkDescription(where: string, about: string, source: string, problems: ProblemList): void {
  problems.text(`${where}.about`, about, ABOUT);
  problems.text(`${where}.source`, source, ABOUT);
}

function checkLayer(where: string, layer: string, problems: ProblemList): void {
  if (!LAYERS.includes(layer)) problems.add(where, `its layer is one of ${LAYERS.join(", ")}, not ${inWords(layer)}`);
}

function checkHookResult(where: string, returns: HookResult, problems: ProblemList): void {
  if (returns?.kind === "enum") problems.words(where, returns.values, 256);
  else if (returns?.kind === "int") problems.range(where, returns.min, returns.max);
  else if (returns?.kind !== "bool") problems.add(where, "a hook returns an enum, an int or a bool");
}

function checkView(world: LooseWorld, problems: ProblemList): void {
  world.view.forEach(({ title, list, columns }, i) => {
    const where = `view[${i}]`;
    problems.text(`${where}.title`, title, 200);
    const type = fieldOf(world, list);
    const item = type?.kind === "list" || type?.kind === "array" ? type.of : undefined;
    const record = item?.kind === "optional" ? item.of : item;
    if (record?.kind !== "record") {
      return problems.add(where, `${inWords(list)} is no list and no array of records in the state`);
    }
    for (const column of columns) {
      problems.text(`${where}.${column.field}.title`, column.title, 200);
      if (!Object.hasOwn(record.fields, column.field)) {
        problems.add(where, `an item of ${list} has no field ${inWords(column.field)}`);
      }
    }
  });
}

const fieldOf = (world: LooseWorld, name: string): StateType | undefined =>
  Object.hasOwn(world.state.fields, name) ? world.state.fields[name] : undefined;

type Named = "config" | "entities" | "steps" | "hooks" | "capabilities" | "metrics" | "dimensions";
/** The entries of a section, after a look at their names. */
function named<S extends Named>(
  world: LooseWorld,
  section: S,
  problems: ProblemList,
): [string, LooseWorld[S][string]][] {
  const entries: [string, LooseWorld[S][string]][] = Object.entries(world[section]);
  for (const [name] of entries) {
    if (!isPlainName(name)) problems.add(section, `${inWords(name)} cannot be a name here`);
  }
  return entries;
}
