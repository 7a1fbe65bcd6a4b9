/**
 * What an outcome means. Judging happens here, outside of the sandbox, from the trace and the scenario alone: a changed
 * expectation needs no new run, and no policy ever sees what is expected of it.
 *
 * Any expectation unmet: FAIL. Else any met thanks to a refusal: REFU. Else any met thanks to a warning: PASS*. Else PASS.
 * A policy that failed by itself is ERR, a run that was stopped TIME, neither is ever FAIL.
 */
import { explainBroken, explainStopped } from "#core/run/explain-failure.ts";
import { explainJudgement } from "#core/run/explain-judgement.ts";
import { judgeExpectation } from "#core/run/judge-expectation.ts";
import { MachineFault } from "#core/run/machine-fault.ts";
import type { Outcome } from "#core/run/outcome.ts";
import { type RunFacts, runFacts } from "#core/run/run-facts.ts";
import type { Trace } from "#core/run/trace.ts";
import type { ExpectationJudgement, Judgement, Judgements, Verdict } from "#core/run/verdict.ts";
import type { Expectation, Scenario } from "#core/scenario/scenario.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";

/** `trace` is the outcome's trace, parsed; null where there is none. Throws `MachineFault` for a fault of the world. */
export function judgeOutcome(
  manifest: WorldManifest,
  scenario: Scenario,
  outcome: Outcome,
  trace: Trace | null,
): Judgements {
  const early = judgeEarlyEnd(manifest, outcome, trace);
  if (early !== null) return forEveryReading(scenario, () => early);
  if (trace === null) throw new MachineFault("the trace of a traced outcome is missing");
  if (trace.steps.length !== scenario.given.length + scenario.when.length)
    throw new MachineFault(`the trace has ${trace.steps.length} steps, the scenario has others`);
  const facts = runFacts(manifest, scenario, trace);
  return forEveryReading(scenario, (expectations) => judgeReading(facts, expectations));
}

function forEveryReading(scenario: Scenario, judge: (expectations: readonly Expectation[]) => Judgement): Judgements {
  return {
    default: judge(scenario.then),
    stances: Object.fromEntries(
      Object.entries(scenario.stances).map(([stance, expectations]) => [stance, judge(expectations)]),
    ),
  };
}

const WORD_OF_STOP = {
  "refused-static": "ERR",
  "out-of-memory": "ERR",
  "output-too-large": "ERR",
  "timed-out": "TIME",
  nondeterministic: "NONDET",
} as const satisfies Record<Exclude<Outcome["kind"], "traced">, Verdict>;

function judgeEarlyEnd(manifest: WorldManifest, outcome: Outcome, trace: Trace | null): Judgement | null {
  const unjudged = (verdict: Verdict, step: number | null, reason: string): Judgement => ({
    verdict,
    step,
    reason,
    expectations: [],
  });
  if (outcome.kind !== "traced") return unjudged(WORD_OF_STOP[outcome.kind], null, explainStopped(outcome));
  if (trace === null || trace.end.kind === "completed") return null;
  const { end } = trace;
  if (end.kind === "world-fault") throw new MachineFault(`the world failed in step ${end.step}: ${end.reason}`);
  if (end.kind === "not-applicable") {
    const reason = end.reason.replace(/[.\s]+$/, "");
    return unjudged(
      "N/A",
      end.step,
      toAscii(`Step ${end.step}: the question is void under this configuration (${reason}).`),
    );
  }
  return unjudged("ERR", end.step, explainBroken(manifest, end, outcome.thrown));
}

function judgeReading(facts: RunFacts, expectations: readonly Expectation[]): Judgement {
  const judged = expectations.map((expectation) => ({ expectation, judged: judgeExpectation(facts, expectation) }));
  const verdict = verdictOf(judged.map((each) => each.judged));
  const decisive = judged.filter((each) => decides(verdict, each.judged)).toSorted(byStep)[0] ?? null;
  return {
    verdict,
    step: decisive?.judged.step ?? null,
    reason: explainJudgement(facts, verdict, decisive),
    expectations: judged.map((each) => each.judged),
  };
}

function verdictOf(judged: readonly ExpectationJudgement[]): Verdict {
  if (judged.some(({ met }) => !met)) return "FAIL";
  if (judged.some(({ via }) => via === "refusal")) return "REFU";
  return judged.some(({ via }) => via === "warning") ? "PASS*" : "PASS";
}

function decides(verdict: Verdict, { met, via }: ExpectationJudgement): boolean {
  if (verdict === "FAIL") return !met;
  return verdict !== "PASS" && via === (verdict === "REFU" ? "refusal" : "warning");
}

type Stepped = { readonly judged: ExpectationJudgement };
const byStep = (a: Stepped, b: Stepped): number => (a.judged.step ?? Infinity) - (b.judged.step ?? Infinity) || 0;
