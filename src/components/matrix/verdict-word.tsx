import type { Verdict } from "#core/run/verdict.ts";

const NAMES: Readonly<Record<Verdict, string>> = {
  PASS: "pass",
  "PASS*": "warned",
  FAIL: "fail",
  REFU: "refused",
  "N/A": "void",
  ERR: "error",
  TIME: "error",
  NONDET: "error",
};

/** The class that colours a verdict; the word beside it always says the same. Null is a cell that is still pending. */
export const verdictClass = (verdict: Verdict | null): string =>
  `verdict verdict-${verdict === null ? "pending" : NAMES[verdict]}`;

/** A verdict in a sentence, a heading or a list. */
export function VerdictWord({ verdict }: { readonly verdict: Verdict | null }) {
  return <span className={verdictClass(verdict)}>{verdict ?? "pending"}</span>;
}
