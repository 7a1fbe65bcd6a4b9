import type { Argument, Arguments, PrimitiveArgument, PrimitiveArguments } from "#world-kit/argument.ts";
import { isPlainName } from "#world-kit/check-schema.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import type { ProblemList } from "#world-kit/problem-list.ts";
import { MAX_TEXT } from "#world-kit/trace-text.ts";

/** A trace shows at most this many words of one argument. */
const MAX_WORDS = 32;
const MAX_VALUES = 256;

export interface ArgumentRules {
  readonly kinds: readonly (Argument | PrimitiveArgument)["kind"][];
  readonly max: number;
  /** Entities of the world by name. */
  readonly entities: object;
}

export function checkArguments(
  args: Arguments | PrimitiveArguments,
  where: string,
  rules: ArgumentRules,
  problems: ProblemList,
): void {
  const entries = Object.entries<Argument | PrimitiveArgument>(args);
  if (entries.length > rules.max) problems.add(where, `${entries.length} arguments are more than ${rules.max}`);
  for (const [name, argument] of entries) {
    const place = `${where}.${name}`;
    if (!isPlainName(name)) problems.add(place, "this cannot be the name of an argument");
    if (!rules.kinds.includes(argument?.kind)) {
      problems.add(place, `an argument here is one of ${rules.kinds.join(", ")}, not ${inWords(argument?.kind)}`);
      continue;
    }
    problems.text(`${place}.about`, argument.about, 2000);
    checkArgument(argument, place, rules, problems);
  }
}

function checkArgument(
  argument: Argument | PrimitiveArgument,
  place: string,
  { entities }: ArgumentRules,
  problems: ProblemList,
): void {
  switch (argument.kind) {
    case "bool":
      if (argument.default !== undefined && typeof argument.default !== "boolean") {
        problems.add(place, `the default ${inWords(argument.default)} is not true or false`);
      }
      return;
    case "enum":
      problems.words(place, argument.values, MAX_VALUES);
      if (argument.default !== undefined && !argument.values.includes(argument.default)) {
        problems.add(place, `the default ${inWords(argument.default)} is not one of ${argument.values.join(", ")}`);
      }
      return;
    case "int": {
      problems.range(place, argument.min, argument.max);
      const { default: value, min, max } = argument;
      if (value !== undefined && !(Number.isInteger(value) && value >= min && value <= max)) {
        problems.add(place, `the default ${inWords(value)} is not a whole number from ${min} to ${max}`);
      }
      return;
    }
    case "words": {
      problems.words(place, argument.values, MAX_VALUES);
      const defaults = argument.default ?? [];
      if (defaults.length > MAX_WORDS) problems.add(place, `the default has more than ${MAX_WORDS} words`);
      for (const word of defaults) {
        if (!argument.values.includes(word)) {
          problems.add(place, `the default ${inWords(word)} is not one of ${argument.values.join(", ")}`);
        }
      }
      return;
    }
    case "text":
      if (!(Number.isInteger(argument.max) && argument.max >= 1))
        problems.add(place, "its max is a whole number above 0");
      else if (argument.max > MAX_TEXT) problems.add(place, `a text has at most ${MAX_TEXT} characters`);
      return;
    case "name":
    case "reference":
    case "range":
      if (!Object.hasOwn(entities, argument.entity)) {
        problems.add(place, `the world has no entity ${inWords(argument.entity)}`);
      }
  }
}
