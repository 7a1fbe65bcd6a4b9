import type { Failure } from "#core/error-code.ts";
import { fail, type Result } from "#core/result.ts";

/** Of the operating system, of Prisma, and of PostgreSQL (class 57: it is starting, stopping or crashed; 53300: full). */
const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2037",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);
const SENTENCES =
  /Connection terminated|terminating connection|connection timeout|Can't reach database|Connection ended|not queryable|Code: `(57P0[1-5]|53300)`/i;

/** A page asks through here: while the database is away the reader gets a sentence, and everything else throws. */
export async function orDatabaseAway<T>(ask: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  try {
    return await ask();
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return fail({
      code: "DATABASE_AWAY",
      sentence: "The database does not answer. Nothing is lost; the page will be back when the database is.",
    });
  }
}

export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CODES.has(code) || SENTENCES.test(error.message) || isDatabaseAway(error.cause, depth + 1);
}
