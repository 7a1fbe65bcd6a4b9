import type { Argument } from "#core/world/world-manifest.ts";

/** What an argument takes, in words: `WB | WC, default WC`, `0 to 7`, `a frame`. */
export function argumentWords(argument: Argument): string {
  switch (argument.kind) {
    case "bool":
      return `true | false${defaultWords(argument.default)}`;
    case "enum":
      return `${argument.values.join(" | ")}${defaultWords(argument.default)}`;
    case "int":
      return `${argument.min} to ${argument.max}${defaultWords(argument.default)}`;
    case "name":
      return `a new name for a ${argument.entity}`;
    case "reference":
      return `a ${argument.entity}${argument.optional === true ? ", or nothing" : ""}`;
    case "range":
      return `the name of a range of ${argument.entity}`;
    case "words":
      return `a list of ${argument.values.join(" | ")}${defaultWords(argument.default?.join(" "))}`;
    case "text":
      return `text of at most ${argument.max} characters`;
  }
}

const defaultWords = (value: string | number | boolean | undefined): string =>
  value === undefined ? "" : `, default ${value}`;
