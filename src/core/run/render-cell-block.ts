/** One cell for a mail: verdict, reason, what was expected and got, the hashes that determine it, and its link. */
import { shortHash } from "#core/content-hash.ts";
import { permalink } from "#core/permalink.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import type { Judgement } from "#core/run/verdict.ts";
import { valueWords } from "#core/scenario/expectation-words.ts";
import { leftRight, renderTextPage } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `base` is the service's address without a slash at its end. */
export function renderCellBlock(page: CellPage, base: string): string {
  const { inputs, judgements, hash } = page;
  const { world, proposal, scenario } = inputs;
  return renderTextPage([
    ...leftRight(
      `${scenario.slug} v${scenario.version}, ${proposal.key} v${proposal.version}`,
      judgements.default.verdict,
    ),
    ...wrapText(judgements.default.reason),
    ...decisiveLines(page, judgements.default),
    ...wrapText(`world ${world.name} v${world.version}, engine ${inputs.engine}, seed ${inputs.seed}`),
    ...wrapText(
      [
        `scenario ${shortHash(scenario.hash)}`,
        `proposal ${shortHash(proposal.hash)}`,
        page.traceHash === null ? "no trace" : `trace ${shortHash(page.traceHash)}`,
      ].join(", "),
    ),
    base + permalink.cell(hash),
  ]);
}

/** The step and expectation that decided the verdict; nothing where none did. */
export function decisiveLines(page: CellPage, judgement: Judgement): string[] {
  if (judgement.verdict === "PASS") return [];
  const decides = judgement.expectations.filter(({ met, via }) =>
    judgement.verdict === "FAIL" ? !met : met && via !== "plain",
  );
  const decisive = decides.find(({ step }) => step === judgement.step) ?? decides[0];
  const step = judgement.step === null ? undefined : page.trace?.steps[judgement.step - 1];
  const call = step === undefined ? "" : `${step.call} ${valueWords(step.args)}`;
  return [
    ...(step === undefined ? [] : wrapText(`step ${judgement.step}: ${call}`, { rest: "  " })),
    ...(decisive === undefined
      ? []
      : [
          ...wrapText(decisive.expected, { first: "  expected  " }),
          ...wrapText(decisive.got, { first: "  got       " }),
        ]),
  ];
}
