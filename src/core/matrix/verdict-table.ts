/**
 * Verdicts as text: scenarios down, proposals across. Columns that do not fit into one table go into the next ones; a
 * scenario's name is never cut, a long one stands on a line of its own.
 */
import type { MatrixCell, MatrixColumn, MatrixRow } from "#core/matrix/matrix.ts";
import type { Verdict } from "#core/run/verdict.ts";
import { TEXT_WIDTH } from "#core/text/wrap-text.ts";

/** A line between rows: the title of a suite, or what was folded. */
export type VerdictLine = MatrixRow | string;

const LABEL_MIN = 18;
const WORD = 5;

/** Four letters, and the star of PASS*. */
export const shortVerdict = (verdict: Verdict): string => (verdict === "PASS*" ? verdict : verdict.slice(0, 4));
const cellWord = (cell: MatrixCell | null | undefined): string => (cell == null ? "-" : shortVerdict(cell.verdict));

export function verdictTable(columns: readonly MatrixColumn[], lines: readonly VerdictLine[]): string[] {
  const width = Math.max(WORD, ...columns.map(({ key }) => key.length)) + 1;
  const names = lines.flatMap((line) => (typeof line === "string" ? [] : [line.slug.length]));
  const wanted = Math.max(...names, 0) + 2;
  const spare = TEXT_WIDTH - (columns.length * width - 1);
  const label = Math.min(wanted, Math.max(LABEL_MIN, spare));
  const perTable = Math.max(1, Math.floor((TEXT_WIDTH + 1 - label) / width));
  const tables = Math.max(1, Math.ceil(columns.length / perTable));
  const share = Math.max(1, Math.ceil(columns.length / tables));
  const printed: string[] = [];
  for (let from = 0; from < Math.max(1, columns.length); from += share) {
    const part = columns.slice(from, from + share);
    if (from > 0) printed.push("");
    printed.push(
      line(
        label,
        "",
        width,
        part.map(({ key }) => key),
      ),
    );
    for (const row of lines) {
      if (typeof row === "string") {
        printed.push(row);
        continue;
      }
      const words = row.cells.slice(from, from + part.length).map(cellWord);
      const fits = row.slug.length < label;
      if (!fits) printed.push(row.slug);
      printed.push(line(label, fits ? row.slug : "", width, words));
    }
  }
  return printed;
}

const line = (label: number, name: string, width: number, words: readonly string[]): string =>
  (name.padEnd(label) + words.map((word) => word.padEnd(width)).join("")).trimEnd();
