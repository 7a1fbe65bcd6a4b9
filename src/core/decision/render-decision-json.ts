import type { DecisionPage } from "#core/decision/decision-page.ts";
import { type MatrixChoice, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import { selectColumns } from "#core/matrix/select-columns.ts";
import { permalink } from "#core/permalink.ts";
import { renderJson } from "#core/render-json.ts";
import { twinLinks } from "#core/twin-links.ts";

export function renderDecisionJson(page: DecisionPage, base: string, choice: MatrixChoice = WHOLE_MATRIX): string {
  return renderJson({
    ...page,
    matrix: selectColumns(page.matrix, choice.columns).matrix,
    block: renderResultBlock(page.matrix, { base, report: page.report, choice }),
    links: twinLinks(base, (twin) => permalink.decision(page.slug, twin)),
  });
}
