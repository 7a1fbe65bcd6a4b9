/**
 * One expectation against what happened. Works from the trace alone; the world is known by its manifest only. Step
 * numbers count all steps of the run from 1, given and when together, as the pages show them.
 */
import { ownMember } from "#core/own-member.ts";
import { compareValue } from "#core/run/compare-value.ts";
import { judgeRead, judgeUnchanged } from "#core/run/judge-read.ts";
import type { RunFacts } from "#core/run/run-facts.ts";
import type { TraceViolation } from "#core/run/trace.ts";
import type { ExpectationJudgement } from "#core/run/verdict.ts";
import { comparisonWords, expectationWords, valueWords } from "#core/scenario/expectation-words.ts";
import type { Expectation } from "#core/scenario/scenario.ts";

type Judged = ExpectationJudgement;
type Of<K extends Expectation["kind"]> = Extract<Expectation, { kind: K }>;

/** `offered`: it stands inside of `one_of`, where a refusal is something the scenario merely accepts. */
export function judgeExpectation(facts: RunFacts, expectation: Expectation, offered = false): Judged {
  const judged = judgeKind(facts, expectation, offered);
  return { text: expectationWords(expectation), ...judged };
}

function judgeKind(facts: RunFacts, expectation: Expectation, offered: boolean): Omit<Judged, "text"> {
  switch (expectation.kind) {
    case "read":
      return judgeRead(facts, expectation);
    case "unchanged":
      return judgeUnchanged(facts, expectation);
    case "no-violation":
      return judgeNoViolation(facts, expectation);
    case "result":
      return judgeResult(facts, expectation);
    case "warned":
      return judgeWarned(facts, expectation);
    case "refused":
      return judgeRefused(facts, expectation, offered);
    case "metric":
      return judgeMetric(facts, expectation);
    case "one_of":
      return judgeOneOf(facts, expectation);
    case "all_of":
      return judgeAllOf(facts, expectation, offered);
    case "not":
      return judgeNot(facts, expectation, offered);
  }
}

function judgeNoViolation(facts: RunFacts, expectation: Of<"no-violation">): Omit<Judged, "text"> {
  const declared = ownMember(facts.manifest.expectations, expectation.name);
  const invariants = declared?.kind === "no-violation" ? declared.invariants : [];
  const reportable = declared?.kind === "no-violation" && declared.reportable;
  const [reference] = Object.values(expectation.args).filter((value) => typeof value === "string");
  const about = reference === undefined ? null : facts.names.resolve(reference);
  const counts = (violation: TraceViolation): boolean =>
    violation.severity !== "info" &&
    invariants.includes(violation.invariant) &&
    (reference === undefined || (violation.entity === about?.entity && violation.index === about.index));
  const found = facts.trace.steps.flatMap((step, at) =>
    step.violations.filter(counts).map((violation) => ({ violation, step: at + 1 })),
  );
  const expected = `no ${reportable ? "unreported " : ""}violation of ${invariants.join(", ")}${reference === undefined ? "" : ` on ${reference}`}`;
  const [first] = found;
  if (first === undefined) return { met: true, via: "plain", step: null, expected, got: "no violation" };
  const unreported = found.find(({ step }) => facts.warningAtOrAfter(step) === null);
  if (reportable && unreported === undefined) {
    const warned = facts.warningAtOrAfter(first.step);
    const got = `${sentenceOf(first.violation)} (step ${first.step}), reported by a warning in step ${warned}`;
    return { met: true, via: "warning", step: warned, expected, got };
  }
  const broken = (reportable ? unreported : first) ?? first;
  return { met: false, via: "plain", step: broken.step, expected, got: sentenceOf(broken.violation) };
}
const sentenceOf = (violation: TraceViolation): string => violation.text.replace(/\.\s*$/, "");

function judgeResult(facts: RunFacts, expectation: Of<"result">): Omit<Judged, "text"> {
  const number = expectation.step === null ? facts.trace.steps.length : facts.givenSteps + expectation.step;
  const step = facts.trace.steps[number - 1];
  const expected = `result ${comparisonWords(expectation.compare)}`;
  if (step === undefined) return { met: false, via: "plain", step: null, expected, got: "there is no such step" };
  const met = compareValue(step.result, expectation.compare, facts.names);
  return { met, via: "plain", step: number, expected, got: `result ${valueWords(step.result)}` };
}

function judgeWarned(facts: RunFacts, expectation: Of<"warned">): Omit<Judged, "text"> {
  const { code } = expectation;
  const [first] = facts.whenSteps.flatMap(({ step, number }) =>
    step.warnings.filter((warning) => code === null || warning.code === code).map((warning) => ({ warning, number })),
  );
  const what = code === null ? "a warning" : `the warning ${code}`;
  const expected = expectation.expected ? what : `not ${what}`.replace("not a", "no");
  const got =
    first === undefined
      ? code === null
        ? "nobody warned"
        : "no such warning"
      : `warning ${first.warning.code}: ${first.warning.text}`;
  const met = (first !== undefined) === expectation.expected;
  return { met, via: met && expectation.expected ? "warning" : "plain", step: first?.number ?? null, expected, got };
}

function judgeRefused(facts: RunFacts, expectation: Of<"refused">, offered: boolean): Omit<Judged, "text"> {
  const first = facts.whenSteps.find(({ step }) => step.refused !== null);
  const met = (first !== undefined) === expectation.expected;
  return {
    met,
    via: met && expectation.expected && offered ? "refusal" : "plain",
    step: first?.number ?? null,
    expected: expectation.expected ? "a refusal" : "no refusal",
    got: first === undefined ? "nothing was refused" : `refused: ${first.step.refused}`,
  };
}

function judgeMetric(facts: RunFacts, expectation: Of<"metric">): Omit<Judged, "text"> {
  const { name, compare } = expectation;
  let sum = 0;
  let last: number | null = null;
  let exceeded: number | null = null;
  for (const { step, number } of facts.whenSteps) {
    const added = ownMember(step.metrics, name) ?? 0;
    sum += added;
    if (added !== 0) last = number;
    if (exceeded === null && "at_most" in compare && sum > compare.at_most) exceeded = number;
  }
  const met = compareValue(sum, compare, facts.names);
  const unit = ownMember(facts.manifest.metrics, name)?.unit;
  return {
    met,
    via: "plain",
    step: exceeded ?? last,
    expected: `${name} ${comparisonWords(compare)}`,
    got: `${name} ${sum}${unit === undefined ? "" : ` (${unit})`}`,
  };
}

const RANK = { plain: 0, warning: 1, refusal: 2 } as const;

function judgeOneOf(facts: RunFacts, expectation: Of<"one_of">): Omit<Judged, "text"> {
  const branches = expectation.of.map((branch) => judgeExpectation(facts, branch, true));
  const expected = branches.map((branch) => branch.expected).join(", or ");
  const [best] = branches.filter((branch) => branch.met).toSorted((a, b) => RANK[a.via] - RANK[b.via]);
  if (best !== undefined) return { met: true, via: best.via, step: best.step, expected, got: best.got };
  const got = [...new Set(branches.map((branch) => branch.got))].join("; ");
  return { met: false, via: "plain", step: firstStep(branches), expected, got };
}

function judgeAllOf(facts: RunFacts, expectation: Of<"all_of">, offered: boolean): Omit<Judged, "text"> {
  const parts = expectation.of.map((part) => judgeExpectation(facts, part, offered));
  const unmet = parts.filter((part) => !part.met);
  const shown = unmet.length > 0 ? unmet : parts;
  const worst = parts.toSorted((a, b) => RANK[b.via] - RANK[a.via])[0];
  return {
    met: unmet.length === 0,
    via: unmet.length === 0 ? (worst?.via ?? "plain") : "plain",
    step: unmet.length > 0 ? firstStep(unmet) : (worst?.step ?? null),
    expected: shown.map((part) => part.expected).join(", and "),
    got: shown.map((part) => part.got).join("; "),
  };
}

function judgeNot(facts: RunFacts, expectation: Of<"not">, offered: boolean): Omit<Judged, "text"> {
  const inner = judgeExpectation(facts, expectation.of, offered);
  return { met: !inner.met, via: "plain", step: inner.step, expected: `not (${inner.expected})`, got: inner.got };
}

const firstStep = (judged: readonly Pick<Judged, "step">[]): number | null => {
  const steps = judged.map(({ step }) => step).filter((step) => step !== null);
  return steps.length === 0 ? null : Math.min(...steps);
};
