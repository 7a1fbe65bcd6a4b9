/**
 * Checks a program against the world before it runs. The service has checked it already, with positions; this is the
 * sandbox's own look, so that a step never sees an argument its world did not declare. What is wrong becomes a sentence.
 */
import type { Argument, Arguments, ArgumentValue } from "#world-kit/argument.ts";
import { isPlainName } from "#world-kit/check-schema.ts";
import { parseReference, type WrittenReference } from "#world-kit/entity-names.ts";
import type { LooseConfig, LooseStep, LooseWorld } from "#world-kit/loose-world.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import type { Program, ProgramStep } from "#world-kit/program.ts";
import type { Primitive } from "#world-kit/schema.ts";
import { primitiveJson, quoted } from "#world-kit/trace-text.ts";

export interface PreparedProgram {
  readonly config: LooseConfig;
  /** Why the configuration cannot be had, or null. */
  readonly problem: string | null;
  readonly steps: readonly PreparedStep[];
}
export interface PreparedStep {
  readonly name: string;
  /** JSON text of the step's record up to its result. */
  readonly head: string;
  readonly step: LooseStep | null;
  readonly args: readonly PreparedArgument[];
  /** Why the step cannot be run, or null. */
  readonly problem: string | null;
}
export type PreparedArgument =
  | { readonly kind: "value"; readonly name: string; readonly value: Primitive | readonly string[] }
  | { readonly kind: "name"; readonly name: string; readonly value: string; readonly entity: string }
  | { readonly kind: "reference"; readonly name: string; readonly entity: string; readonly written: WrittenReference }
  | { readonly kind: "range"; readonly name: string; readonly entity: string; readonly value: string };

const MAX_WORDS = 32;

export function prepareProgram(world: LooseWorld, program: Program): PreparedProgram {
  const config: { [name: string]: string } = {};
  let problem: string | null = null;
  for (const [name, { values }] of Object.entries(world.config)) {
    const given = ownMember(program.config, name);
    if (given !== undefined && !values.includes(given)) {
      problem ??= `config ${name}: ${inWords(given)} is not one of ${values.join(", ")}`;
    }
    config[name] = given !== undefined && values.includes(given) ? given : (values[0] ?? "");
  }
  for (const name of Object.keys(program.config)) {
    if (!Object.hasOwn(config, name)) problem ??= `config: the world has no switch ${inWords(name)}`;
  }
  return { config: Object.freeze(config), problem, steps: program.steps.map((step) => prepareStep(world, step)) };
}

function prepareStep(world: LooseWorld, { phase, call, args }: ProgramStep): PreparedStep {
  const head = (text: string): string =>
    `{"phase":"${phase === "given" ? "given" : "when"}","call":${quoted(call)},"args":${text},"result":`;
  const step = ownMember(world.steps, call);
  if (step === undefined) {
    const problem = `the world has no step ${inWords(call)}`;
    return { name: call, head: head(argumentsJson(args)), step: null, args: [], problem };
  }
  const prepared = prepareArguments(step.args, args);
  if (typeof prepared === "string") {
    return { name: call, head: head(argumentsJson(args)), step, args: [], problem: `${call}: ${prepared}` };
  }
  const shown = prepared.map((argument) => `${quoted(argument.name)}:${argumentJson(writtenValue(argument))}`);
  return { name: call, head: head(`{${shown.join(",")}}`), step, args: prepared, problem: null };
}

/** In the declared order; or a sentence. */
function prepareArguments(declared: Arguments, given: ProgramStep["args"]): readonly PreparedArgument[] | string {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) return `it has no argument ${inWords(name)}`;
  }
  const prepared: PreparedArgument[] = [];
  for (const [name, argument] of Object.entries(declared)) {
    const value = ownMember(given, name) ?? defaultOf(argument);
    if (value === undefined || value === null) {
      if (argument.kind !== "reference" || argument.optional !== true) return `${name} is missing`;
      prepared.push({ kind: "value", name, value: null });
      continue;
    }
    const one = prepareArgument(name, argument, value);
    if (one === null) return `${name}: ${inWords(value)} is not ${wanted(argument)}`;
    prepared.push(one);
  }
  return prepared;
}

function prepareArgument(name: string, argument: Argument, value: ArgumentValue): PreparedArgument | null {
  const text = typeof value === "string" ? value : null;
  switch (argument.kind) {
    case "bool":
      return typeof value === "boolean" ? { kind: "value", name, value } : null;
    case "enum":
      return text !== null && argument.values.includes(text) ? { kind: "value", name, value: text } : null;
    case "int": {
      const fits =
        typeof value === "number" && Number.isInteger(value) && value >= argument.min && value <= argument.max;
      return fits ? { kind: "value", name, value } : null;
    }
    case "name":
      return text !== null && isPlainName(text) ? { kind: "name", name, value: text, entity: argument.entity } : null;
    case "reference": {
      const written = text === null ? null : parseReference(text);
      return written === null ? null : { kind: "reference", name, entity: argument.entity, written };
    }
    case "range":
      return text !== null && isPlainName(text) ? { kind: "range", name, value: text, entity: argument.entity } : null;
    case "words": {
      if (!isWords(value) || value.length > MAX_WORDS || !value.every((word) => argument.values.includes(word)))
        return null;
      return { kind: "value", name, value: Object.freeze([...value]) };
    }
  }
}

function wanted(argument: Argument): string {
  switch (argument.kind) {
    case "bool":
      return "true or false";
    case "enum":
      return `one of ${argument.values.join(", ")}`;
    case "int":
      return `a whole number from ${argument.min} to ${argument.max}`;
    case "name":
      return "a name";
    case "reference":
      return `a ${argument.entity}, such as name or name[0]`;
    case "range":
      return `the name of some of ${argument.entity}`;
    case "words":
      return `a list of at most ${MAX_WORDS} words of ${argument.values.join(", ")}`;
  }
}

function defaultOf(argument: Argument): ArgumentValue | undefined {
  return "default" in argument ? argument.default : undefined;
}

function writtenValue(argument: PreparedArgument): ArgumentValue {
  if (argument.kind !== "reference") return argument.value;
  const { name, index } = argument.written;
  return index === null ? name : `${name}[${index}]`;
}

/** For a step that does not run: what was written, as far as a trace can show it. */
const argumentsJson = (args: ProgramStep["args"]): string =>
  `{${Object.entries(args)
    .map(([name, value]) => `${quoted(name)}:${argumentJson(value)}`)
    .join(",")}}`;

const argumentJson = (value: ArgumentValue): string =>
  isWords(value) ? `[${value.slice(0, MAX_WORDS).map(quoted).join(",")}]` : primitiveJson(value);

const isWords = (value: ArgumentValue): value is readonly string[] => Array.isArray(value);

/** Names come from outside: only what the table itself declares counts, never what every object has. */
const ownMember = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
