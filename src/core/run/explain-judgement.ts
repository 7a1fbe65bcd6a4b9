/** The reason of a verdict in words, from the trace and what was expected: one to three sentences, ASCII. */
import { explainStep } from "#core/run/explain-step.ts";
import type { RunFacts } from "#core/run/run-facts.ts";
import type { ExpectationJudgement, Verdict } from "#core/run/verdict.ts";
import type { Expectation } from "#core/scenario/scenario.ts";
import { toAscii } from "#core/text/to-ascii.ts";

export const PASS_REASON = "No violation found in this scenario.";

/** `decisive` is the expectation that decided the verdict, with how it was judged; null for a plain pass. */
export function explainJudgement(
  facts: RunFacts,
  verdict: Verdict,
  decisive: { readonly expectation: Expectation; readonly judged: ExpectationJudgement } | null,
): string {
  if (decisive === null) return PASS_REASON;
  const { judged } = decisive;
  if (verdict === "REFU") {
    const where = judged.step === null ? "" : `Step ${judged.step}: `;
    return toAscii(`${where}the interface declined (${reasonOf(judged.got)}). The scenario accepts that.`);
  }
  if (verdict === "PASS*")
    return toAscii(
      `No violation found in this scenario, but only because something warned${warningWords(facts, judged)}.`,
    );
  return toAscii([happened(facts, judged.step), failed(facts, decisive)].filter((part) => part !== "").join(" "));
}

function happened(facts: RunFacts, number: number | null): string {
  const step = number === null ? undefined : facts.trace.steps[number - 1];
  if (number === null || step === undefined) return "";
  const declined = step.refused === null ? "" : `; the interface declined (${withoutStop(step.refused)})`;
  return `${explainStep(step, number)}${declined}.`;
}

function failed(
  facts: RunFacts,
  { expectation, judged }: { readonly expectation: Expectation; readonly judged: ExpectationJudgement },
): string {
  const silence = warned(facts, judged.step);
  if (expectation.kind === "no-violation") return `${capital(judged.got)}${silence}.`;
  const said = expectation.kind === "warned" ? "" : silence;
  return `Expected ${judged.expected}; got ${withoutStop(judged.got)}${said}.`;
}

function warned(facts: RunFacts, from: number | null): string {
  const step = facts.warningAtOrAfter(from ?? 1);
  if (step !== null) {
    const [warning] = facts.trace.steps[step - 1]?.warnings ?? [];
    return `, although step ${step} warned (${withoutStop(warning?.text ?? "")})`;
  }
  return facts.warningAtOrAfter(1) === null ? ", and nobody warned" : ", and nobody warned from there on";
}

function warningWords(facts: RunFacts, judged: ExpectationJudgement): string {
  const [warning] = judged.step === null ? [] : (facts.trace.steps[judged.step - 1]?.warnings ?? []);
  return warning === undefined ? "" : ` in step ${judged.step}: ${withoutStop(warning.text)} (${warning.code})`;
}

const withoutStop = (text: string): string => text.replace(/[.\s]+$/, "");
const reasonOf = (got: string): string => withoutStop(got.replace(/^refused: /, ""));
const capital = (text: string): string => text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
