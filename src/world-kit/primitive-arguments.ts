import type { PrimitiveArgument, PrimitiveArguments } from "#world-kit/argument.ts";
import type { HookResult } from "#world-kit/define-world.ts";
import { inWords } from "#world-kit/outside-schema.ts";
import type { Primitive } from "#world-kit/schema.ts";
import { MAX_TEXT, plainPrimitive, printable } from "#world-kit/trace-text.ts";

/** How many entities of a kind there are now. */
export type CountEntities = (entity: string) => number;

/**
 * Checks positional arguments that come from a policy. Puts the clean values into `into` and returns null, or returns why
 * they are refused: `page: 9 is not a whole number from 0 to 3`.
 */
export type CheckArguments = (given: readonly unknown[], into: Primitive[]) => string | null;

export function compileArgumentChecks(args: PrimitiveArguments, countEntities: CountEntities): CheckArguments {
  const checks = Object.entries(args);
  return (given, into) => {
    for (let i = checks.length; i < given.length; i++) {
      if (given[i] !== undefined) return `it takes ${checks.length} arguments, not ${i + 1}`;
    }
    for (let i = 0; i < checks.length; i++) {
      const check = checks[i];
      if (check === undefined) continue;
      const value = cleanArgument(check[1], given[i], countEntities);
      if (value === undefined) return `${check[0]}: ${inWords(given[i])} is not ${allowed(check[1], countEntities)}`;
      into.push(value);
    }
    return null;
  };
}

function cleanArgument(argument: PrimitiveArgument, given: unknown, count: CountEntities): Primitive | undefined {
  switch (argument.kind) {
    case "bool":
      if (given === undefined) return argument.default;
      return typeof given === "boolean" ? given : undefined;
    case "int":
      if (given === undefined) return argument.default;
      return isWhole(given, argument.min, argument.max) ? given + 0 : undefined;
    case "enum": {
      const word = given === undefined ? argument.default : given;
      const place = typeof word === "string" ? argument.values.indexOf(word) : -1;
      return argument.values[place];
    }
    case "reference":
      if (given === undefined || given === null) return argument.optional === true ? null : undefined;
      return isWhole(given, 0, count(argument.entity) - 1) ? given + 0 : undefined;
    case "text":
      return typeof given === "string" ? printable(given, Math.min(argument.max, MAX_TEXT)) : undefined;
  }
}

function allowed(argument: PrimitiveArgument, count: CountEntities): string {
  switch (argument.kind) {
    case "bool":
      return "true or false";
    case "int":
      return `a whole number from ${argument.min} to ${argument.max}`;
    case "enum":
      return `one of ${argument.values.join(", ")}`;
    case "reference":
      return `a ${argument.entity}: there are ${count(argument.entity)}, counted from 0`;
    case "text":
      return "a text";
  }
}

const isWhole = (value: unknown, min: number, max: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;

/** The answer of a hook as it may go on into the world, or undefined where it is none of what the hook returns. */
export function cleanHookResult(returns: HookResult, answer: unknown): Primitive | undefined {
  switch (returns.kind) {
    case "bool":
      return typeof answer === "boolean" ? answer : undefined;
    case "int":
      return isWhole(answer, returns.min, returns.max) ? answer + 0 : undefined;
    case "enum": {
      const value = plainPrimitive(answer);
      return typeof value === "string" ? returns.values[returns.values.indexOf(value)] : undefined;
    }
  }
}
