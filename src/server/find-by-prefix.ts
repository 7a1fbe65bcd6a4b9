/** Links show the first digits of a hash; any unique beginning of at least six finds what was meant. */
import type { Failure } from "#core/error-code.ts";
import { fail, ok, type Result } from "#core/result.ts";

const HASH_DIGITS = 64;
const PREFIX_DIGITS_MIN = 6;
const CANDIDATES_MAX = 20;

/** Both bounds included: an index on the hash answers it. */
export interface HashRange {
  readonly from: string;
  readonly to: string;
  /** How many hashes to ask for: one more than are shown. */
  readonly take: number;
}

export async function findByPrefix(
  what: "cell" | "report",
  prefix: string,
  find: (range: HashRange) => Promise<readonly string[]>,
): Promise<Result<string, Failure>> {
  const digits = prefix.toLowerCase();
  if (!/^[0-9a-f]+$/.test(digits) || digits.length < PREFIX_DIGITS_MIN || digits.length > HASH_DIGITS) {
    return fail({
      code: "NOT_FOUND",
      sentence: `A ${what} is addressed by ${PREFIX_DIGITS_MIN} to ${HASH_DIGITS} hexadecimal digits.`,
    });
  }
  const found = await find({
    from: digits.padEnd(HASH_DIGITS, "0"),
    to: digits.padEnd(HASH_DIGITS, "f"),
    take: CANDIDATES_MAX + 1,
  });
  const [only] = found;
  if (only === undefined) return fail({ code: "NOT_FOUND", sentence: `There is no ${what} ${digits}.` });
  if (found.length === 1) return ok(only);
  const candidates = found.slice(0, CANDIDATES_MAX);
  return fail({
    code: "AMBIGUOUS_PREFIX",
    sentence: `${digits} is the beginning of ${found.length > CANDIDATES_MAX ? `more than ${CANDIDATES_MAX}` : found.length} ${what}s: give more digits.`,
    candidates,
  });
}
