/**
 * The block people paste into mails: self-contained, ASCII, at most 72 columns, the same bytes wherever it comes from. It
 * lists the rows in which the shown proposals differ and counts the others.
 */
import type { Matrix } from "#core/matrix/matrix.ts";
import { type MatrixChoice, matrixQuery, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { distinctRows, rowDiffers } from "#core/matrix/matrix-rows.ts";
import { selectColumns } from "#core/matrix/select-columns.ts";
import { verdictTable } from "#core/matrix/verdict-table.ts";
import { versionWords } from "#core/matrix/version-words.ts";
import { permalink } from "#core/permalink.ts";
import { leftRight, renderTextPage } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

export interface BlockSource {
  /** Address of the service, without a slash at its end. */
  readonly base: string;
  /** Hash of the report that froze the matrix; null where there is none, and the link goes to the decision. */
  readonly report: string | null;
  /** What of the matrix is shown; all of it where this is left out. */
  readonly choice?: MatrixChoice;
}

export function renderResultBlock(whole: Matrix, source: BlockSource): string {
  return renderTextPage([...resultLines(whole, source.choice), ...linkLine(whole, source)]);
}

/** The block without its link, for results that have no address: a run on somebody's own files. */
export const renderUnlinkedBlock = (matrix: Matrix, choice?: MatrixChoice): string =>
  renderTextPage(resultLines(matrix, choice));

function resultLines(whole: Matrix, choice: MatrixChoice = WHOLE_MATRIX): string[] {
  const { matrix } = selectColumns(whole, choice.columns);
  const rows = distinctRows(matrix);
  const differing = rows.filter(rowDiffers);
  const pending = rows.flatMap(({ cells }) => cells.filter((cell) => cell === null)).length;
  const isChosen = choice.columns.length > 0 && matrix.columns.every(({ key }) => choice.columns.includes(key));
  const warned = differing.some(({ cells }) => cells.some((cell) => cell?.verdict === "PASS*"));
  return [
    ...leftRight(matrix.decision.title, differCount(differing.length, rows.length)),
    ...(differing.length > 0 ? verdictTable(matrix.columns, differing) : sameWords(matrix)),
    ...(warned ? ["* passes only because something warned"] : []),
    ...(pending > 0 ? [`- pending: ${pending} cell${pending === 1 ? "" : "s"}`] : []),
    ...(isChosen ? ["only chosen proposals are shown"] : []),
    ...wrapText(
      `${matrix.stance === null ? "" : `stance ${matrix.stance}, `}world ${matrix.world.name} ${versionWords(matrix.world.version, matrix.world.hash)}, engine ${matrix.engine}`,
    ),
  ];
}

/** A report froze the default reading: under a stance only the decision's own page shows the same words. */
function linkLine(whole: Matrix, { base, report, choice = WHOLE_MATRIX }: BlockSource): string[] {
  const { slug } = whole.decision;
  const address = report === null || whole.stance !== null ? permalink.decision(slug) : permalink.report(report);
  return [base + address + matrixQuery({ stance: whole.stance, columns: choice.columns, folded: false })];
}

const differCount = (differing: number, all: number): string =>
  `${differing} of ${all} scenario${all === 1 ? "" : "s"} ${differing === 1 ? "differs" : "differ"}`;

const sameWords = (matrix: Matrix): string[] =>
  wrapText(`No scenario tells ${matrix.columns.map(({ key }) => key).join(", ")} apart.`);
