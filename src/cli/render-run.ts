/** What `bakeoff run` prints: the result block, the whole matrix and the reasons, or the same as JSON with every hash. */
import { shortHash } from "#core/content-hash.ts";
import type { Matrix } from "#core/matrix/matrix.ts";
import type { MatrixChoice } from "#core/matrix/matrix-choice.ts";
import { matrixLines } from "#core/matrix/render-matrix-text.ts";
import { renderUnlinkedBlock } from "#core/matrix/render-result-block.ts";
import { selectColumns } from "#core/matrix/select-columns.ts";
import { ownMember } from "#core/own-member.ts";
import { renderJson } from "#core/render-json.ts";
import { predictionWords } from "#core/run/prediction-words.ts";
import { bullets, renderTextPage, section } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";
import type { ComputedCell } from "#server/run/compute-cells.ts";

export interface RunCell extends ComputedCell {
  /** Key and slug. */
  readonly proposal: string;
  readonly scenario: string;
}
export interface RunReport {
  readonly matrix: Matrix;
  /** By column, then by row. */
  readonly cells: readonly RunCell[];
  /** Slug to what the scenario predicts. */
  readonly predictions: ReadonlyMap<string, { readonly [proposal: string]: string }>;
  readonly limits: readonly string[];
}

export function renderRunText(report: RunReport, choice: MatrixChoice): string {
  const { matrix } = selectColumns(report.matrix, choice.columns);
  return renderTextPage([
    ...renderUnlinkedBlock(report.matrix, choice).trimEnd().split("\n"),
    ...section("Matrix", matrixLines(report.matrix, choice)),
    ...section(
      "Reasons",
      matrix.suites.flatMap(({ rows }) => rows.flatMap((row) => reasonLines(report, matrix, row))),
    ),
    ...section("Not modelled by this world", bullets(report.limits)),
  ]);
}

function reasonLines(
  { predictions }: RunReport,
  matrix: Matrix,
  row: Matrix["suites"][number]["rows"][number],
): string[] {
  return row.cells.flatMap((cell, at) => {
    const key = matrix.columns[at]?.key ?? "";
    if (cell === null) return [];
    const predicted = predictionWords(ownMember(predictions.get(row.slug) ?? {}, key) ?? null, cell.verdict);
    if (cell.verdict === "PASS" && (predicted === "" || predicted === "as predicted")) return [];
    const said = predicted === "" ? "" : ` (${predicted})`;
    return [
      ...wrapText(`${row.slug}, ${key}: ${cell.verdict}${said}`),
      ...wrapText(cell.reason, { first: "  " }),
      `  cell ${shortHash(cell.hash)}`,
    ];
  });
}

export function renderRunJson(report: RunReport, choice: MatrixChoice): string {
  const { matrix } = selectColumns(report.matrix, choice.columns);
  const shown = new Set(matrix.columns.map(({ key }) => key));
  const cells = report.cells
    .filter(({ proposal }) => shown.has(proposal))
    .map(({ proposal, scenario, address, inputs, traceHash, judgements, outcome }) => ({
      proposal,
      scenario,
      hash: address,
      inputs,
      traceHash,
      judgements,
      outcome,
    }));
  return `${renderJson({ matrix, cells, block: renderUnlinkedBlock(report.matrix, choice), limits: report.limits })}\n`;
}
