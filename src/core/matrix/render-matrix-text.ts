/** The whole matrix as text: every suite under its title, rows in which all agree folded on request, words counted. */
import type { Matrix } from "#core/matrix/matrix.ts";
import { type MatrixChoice, rowAgrees } from "#core/matrix/matrix-choice.ts";
import { distinctRows } from "#core/matrix/matrix-rows.ts";
import { selectColumns } from "#core/matrix/select-columns.ts";
import { type VerdictLine, verdictTable } from "#core/matrix/verdict-table.ts";
import { versionWords } from "#core/matrix/version-words.ts";
import { field } from "#core/text/text-page.ts";
import { wrapText } from "#core/text/wrap-text.ts";

export function matrixLines(whole: Matrix, choice: MatrixChoice): string[] {
  const { matrix, unknown } = selectColumns(whole, choice.columns);
  const lines: VerdictLine[] = [];
  for (const suite of matrix.suites) {
    lines.push("", suite.title === "" ? suite.slug : `${suite.title}:`);
    const kept = choice.folded ? suite.rows.filter((row) => !rowAgrees(row)) : suite.rows;
    lines.push(...kept);
    const folded = suite.rows.length - kept.length;
    if (folded > 0) lines.push(`(${folded} more in which all agree)`);
  }
  const rows = distinctRows(matrix);
  const words = new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell?.verdict ?? "pending")));
  return [
    ...(unknown.length > 0 ? wrapText(`Not in this matrix: ${unknown.join(", ")}.`) : []),
    ...verdictTable(matrix.columns, lines),
    "",
    ...matrix.columns.flatMap(({ key, title, version, hash }) =>
      field(key, `${title} (${versionWords(version, hash)})`, 10),
    ),
    "",
    ...legendLines(words),
  ];
}

const LEGEND = [
  ["PASS", "no violation found in this scenario"],
  ["PASS*", "passes only because something warned"],
  ["FAIL", "an expectation of the scenario is not met"],
  ["REFU", "the interface declines by design, and the scenario accepts that"],
  ["N/A", "the question is void under this configuration"],
  ["ERR", "the policy failed by itself; this is not FAIL"],
  ["TIME", "stopped by the deadline; this is not FAIL"],
  ["NONDET", "two runs of the same inputs differed"],
  ["pending", "shown as -; not computed yet"],
] as const;

const legendLines = (words: ReadonlySet<string>): string[] =>
  LEGEND.filter(([word]) => words.has(word)).flatMap(([word, meaning]) => field(word, meaning, 10));
