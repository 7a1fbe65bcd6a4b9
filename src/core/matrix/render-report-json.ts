import { type MatrixChoice, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import type { ReportPage } from "#core/matrix/report-page.ts";
import { permalink } from "#core/permalink.ts";
import { renderJson } from "#core/render-json.ts";
import { twinLinks } from "#core/twin-links.ts";

/** `matrix` is the frozen one, whole: its hash can be checked against `hash`. */
export function renderReportJson(page: ReportPage, base: string, choice: MatrixChoice = WHOLE_MATRIX): string {
  return renderJson({
    ...page,
    block: renderResultBlock(page.matrix, { base, report: page.hash, choice }),
    links: {
      ...twinLinks(base, (twin) => permalink.report(page.hash, twin)),
      latest: base + permalink.decision(page.matrix.decision.slug),
    },
  });
}
