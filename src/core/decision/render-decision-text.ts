import type { DecisionPage, Progress } from "#core/decision/decision-page.ts";
import { type MatrixChoice, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { matrixLines } from "#core/matrix/render-matrix-text.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import { permalink } from "#core/permalink.ts";
import { breakLine } from "#core/text/code-lines.ts";
import { bullets, field, heading, leftRight, paragraphs, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";
import { twinLinks } from "#core/twin-links.ts";

/** `base` is the service's address without a slash at its end; `choice` what of the matrix is shown. */
export function renderDecisionText(page: DecisionPage, base: string, choice: MatrixChoice = WHOLE_MATRIX): string {
  const links = twinLinks(base, (twin) => permalink.decision(page.slug, twin));
  const block = renderResultBlock(page.matrix, { base, report: page.report, choice });
  return renderTextPage([
    ...heading(page.title),
    ...leftRight(`decision ${page.slug}`, page.status),
    "",
    ...paragraphs(page.question),
    ...section("Result (quote this)", block.trimEnd().split("\n")),
    ...section("Matrix", [
      ...progressLines(page.progress),
      ...(page.stances.length > 0 ? wrapText(`Stances: default, ${page.stances.join(", ")} (?stance=name)`) : []),
      ...matrixLines(page.matrix, choice),
    ]),
    ...section("Not modelled by this world", bullets(page.limits)),
    ...section("Context", paragraphs(page.context)),
    ...section(
      "Threads",
      page.threads.flatMap(({ title, address }) => [...wrapText(title), ...breakLine(address, "  ")]),
    ),
    ...section("Addresses", [
      ...field("page", links.html),
      ...field("json", links.json),
      ...field("scenario", `${base}${permalink.scenario(page.slug, "<scenario>", "txt")}`),
      ...field("proposal", `${base}${permalink.proposal(page.slug, "<key>", "txt")}`),
      ...field("world", `${base}${permalink.world(page.matrix.world.name, "txt")}`),
    ]),
  ]);
}

const progressLines = ({ done, total }: Progress): string[] =>
  done >= total ? [] : wrapText(`pending ${done}/${total}; below is what was complete before`);
