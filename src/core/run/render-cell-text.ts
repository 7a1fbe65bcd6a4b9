import { permalink } from "#core/permalink.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import { predictionWords } from "#core/run/prediction-words.ts";
import { decisiveLines, renderCellBlock } from "#core/run/render-cell-block.ts";
import { storyLines } from "#core/run/render-story-text.ts";
import type { ExpectationJudgement } from "#core/run/verdict.ts";
import { codeLines } from "#core/text/code-lines.ts";
import { bullets, field, heading, paragraphs, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `base` is the service's address without a slash at its end. */
export function renderCellText(page: CellPage, base: string): string {
  const { inputs, judgements, decision } = page;
  const { scenario, proposal } = inputs;
  const judged = judgements.default;
  const predicted = predictionWords(page.predicted, judged.verdict);
  return renderTextPage([
    ...heading(`${judged.verdict}: ${scenario.slug}, ${proposal.key} v${proposal.version}`),
    ...wrapText(judged.reason),
    ...decisiveLines(page, judged),
    ...(predicted === "" ? [] : ["", `(${predicted})`]),
    "",
    ...paragraphs(scenario.about),
    ...wrapText(`${proposal.key}: ${proposal.title}`),
    ...section("Expectations", judged.expectations.flatMap(expectationLines)),
    ...section(
      "Read otherwise",
      Object.entries(judgements.stances).flatMap(([stance, other]) => [
        ...wrapText(`${stance}: ${other.verdict}`),
        ...wrapText(other.reason, { first: "  " }),
      ]),
    ),
    ...section("Policy failure", failureLines(page)),
    ...section("Trace", page.trace === null ? [] : storyLines(page.trace, judged.step)),
    ...section("Scenario", codeLines(page.scenarioText)),
    ...section("Not modelled by this world", bullets(page.limits)),
    ...section("Inputs", inputLines(page)),
    ...section("Quote this", renderCellBlock(page, base).trimEnd().split("\n")),
    ...section("Addresses", [
      ...field("this cell", base + permalink.cell(page.hash)),
      ...field("json", base + permalink.cell(page.hash, "json")),
      ...field("latest", base + permalink.scenario(decision.slug, scenario.slug, "txt")),
      ...field("proposal", base + permalink.proposalVersion(decision.slug, proposal.key, proposal.version, "txt")),
      ...field("world", base + permalink.world(inputs.world.name, "txt")),
      ...field("decision", base + permalink.decision(decision.slug, "txt")),
    ]),
  ]);
}

function expectationLines({ text, met, via, step, got }: ExpectationJudgement): string[] {
  const how = via === "plain" ? "" : ` (by a ${via})`;
  const where = step === null ? "" : `, step ${step}`;
  return [
    ...wrapText(text, { first: met ? "met      " : "not met  " }),
    ...wrapText(`${got}${how}${where}`, { first: "           " }),
  ];
}

function failureLines({ outcome }: CellPage): string[] {
  if (outcome.kind === "refused-static")
    return outcome.problems.flatMap(({ line, column, message }) =>
      wrapText(`policy.ts line ${line}, column ${column}: ${message}`, { rest: "  " }),
    );
  if (outcome.kind !== "traced" || outcome.thrown === null) return [];
  return [
    ...wrapText(outcome.thrown.message),
    ...outcome.thrown.frames.flatMap(({ name, line, column }) =>
      wrapText(`${name} (policy.ts line ${line}, column ${column})`, { first: "  in " }),
    ),
  ];
}

function inputLines({ inputs, hash, traceHash }: CellPage): string[] {
  const { world, proposal, scenario } = inputs;
  return [
    `world ${world.name} v${world.version}`,
    `    ${world.hash}`,
    `proposal ${proposal.key} v${proposal.version}`,
    `    ${proposal.hash}`,
    `scenario ${scenario.slug} v${scenario.version}`,
    `    ${scenario.hash}`,
    `engine ${inputs.engine}, seed ${inputs.seed}`,
    "cell",
    `    ${hash}`,
    "trace (SHA-256 of its bytes)",
    `    ${traceHash ?? "there is none"}`,
  ];
}
