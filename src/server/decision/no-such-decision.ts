import type { Failure } from "#core/error-code.ts";
import { toAscii } from "#core/text/to-ascii.ts";

/** The name comes from an address that anybody may type: it is cut before it is repeated. */
const SHOWN_CHARACTERS = 80;
export const notFound = (what: string, name: string): Failure => ({
  code: "NOT_FOUND",
  sentence: `There is no ${what} "${toAscii(name).slice(0, SHOWN_CHARACTERS)}".`,
});

export const noSuchDecision = (slug: string): Failure => notFound("decision", slug);
