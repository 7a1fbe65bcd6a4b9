/** A trace as text that reads like a story: one step a block, calls by depth under the layer they belong to. */
import { ownMember } from "#core/own-member.ts";
import { type EntityNames, entityNames } from "#core/run/entity-names.ts";
import type { Trace, TraceCall, TraceStep } from "#core/run/trace.ts";
import { valueWords } from "#core/scenario/expectation-words.ts";
import { wrapText } from "#core/text/wrap-text.ts";

const LABEL = 13;

/** `decisive` is the step (from 1) that decided the verdict, or null. */
export function storyLines(trace: Trace, decisive: number | null): string[] {
  const config = Object.entries(trace.config).map(([name, value]) => `${name}=${value}`);
  const names = entityNames(trace.names);
  return [
    ...wrapText(config.join(" "), { first: "config  " }),
    ...trace.steps.flatMap((step, at) => ["", ...stepLines(step, at + 1, names, decisive)]),
    ...endLines(trace),
  ];
}

function stepLines(step: TraceStep, number: number, names: EntityNames, decisive: number | null): string[] {
  const args = Object.entries(step.args)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${valueWords(value)}`);
  return [
    ...wrapText([step.call, ...args].join(" "), { first: `step ${number}  `, rest: " ".repeat(8) }),
    `  (${step.phase}${number === decisive ? ", decides the verdict" : ""})`,
    ...step.calls.flatMap(callLines),
    ...step.changes.flatMap(([path, before, after]) =>
      labelled("changed", `${path}: ${valueWords(before)} -> ${valueWords(after)}`),
    ),
    ...step.warnings.flatMap(({ code, text }) => labelled("warned", `${code}: ${text}`)),
    ...(step.refused === null ? [] : labelled("refused", step.refused)),
    ...step.violations.flatMap(({ invariant, severity, text, entity, index }) =>
      labelled("violated", `${invariant} (${severity}, ${names.nameOf(entity, index)}): ${text}`),
    ),
    ...(step.cleared === 0
      ? []
      : labelled("cleared", `${step.cleared} earlier violation${step.cleared === 1 ? "" : "s"}`)),
    ...metricLines(step),
    ...(step.result === null ? [] : labelled("result", valueWords(step.result))),
  ];
}

function callLines([depth, layer, name, args, result]: TraceCall): string[] {
  const indent = " ".repeat(Math.min(depth, 10) * 2);
  const answer = result === null ? "" : ` = ${valueWords(result)}`;
  return wrapText(`${name}(${args.map(valueWords).join(", ")})${answer}`, {
    first: `  ${layer}`.padEnd(LABEL) + indent,
    rest: " ".repeat(LABEL + 4) + indent,
  });
}

function metricLines(step: TraceStep): string[] {
  const added = Object.keys(step.metrics)
    .map((name) => `${name} +${ownMember(step.metrics, name) ?? 0}`)
    .sort();
  return added.length === 0 ? [] : labelled("metrics", added.join(", "));
}

const labelled = (label: string, text: string): string[] =>
  wrapText(text, { first: `  ${label}`.padEnd(LABEL), rest: " ".repeat(LABEL) });

function endLines({ end }: Trace): string[] {
  if (end.kind === "completed") return [];
  const why = "reason" in end ? end.reason : `in ${end.hook === "" ? "the policy" : `${end.hook}()`}`;
  return ["", ...wrapText(`the run ended in step ${end.step}: ${end.kind} (${why})`)];
}
