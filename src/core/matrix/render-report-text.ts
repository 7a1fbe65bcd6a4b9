import { type MatrixChoice, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { matrixLines } from "#core/matrix/render-matrix-text.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import type { ReportPage } from "#core/matrix/report-page.ts";
import { permalink } from "#core/permalink.ts";
import { bullets, field, heading, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

/** `base` is the service's address without a slash at its end. */
export function renderReportText(page: ReportPage, base: string, choice: MatrixChoice = WHOLE_MATRIX): string {
  const { matrix, hash } = page;
  const block = renderResultBlock(matrix, { base, report: hash, choice });
  const versions = matrix.columns.flatMap((column) => [
    ...wrapText(`${column.key} v${column.version}`, { first: "  " }),
    `    ${column.hash}`,
  ]);
  return renderTextPage([
    ...heading(`Report: ${matrix.decision.title}`),
    ...wrapText("Frozen when its last cell arrived. This page never changes."),
    ...section("Result (quote this)", block.trimEnd().split("\n")),
    ...section("Matrix", matrixLines(matrix, choice)),
    ...section("Not modelled by this world", bullets(page.limits)),
    ...section("Inputs", [
      `world ${matrix.world.name} v${matrix.world.version}`,
      `    ${matrix.world.hash}`,
      "proposals",
      ...versions,
      ...wrapText(`engine ${matrix.engine}, seed ${matrix.seed}`),
    ]),
    ...section("Addresses", [
      ...field("this page", base + permalink.report(hash)),
      ...field("json", base + permalink.report(hash, "json")),
      ...field("latest", base + permalink.decision(matrix.decision.slug)),
      ...field("report", hash.slice(0, 32)),
      ...field("", hash.slice(32)),
    ]),
  ]);
}
