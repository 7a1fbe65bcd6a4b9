/** What readers ask about rows: which of them differ, and what stands in them. */
import type { Matrix, MatrixRow } from "#core/matrix/matrix.ts";
import { Verdict } from "#core/run/verdict.ts";

/** Every scenario once, although it may stand in several suites. */
export function distinctRows(matrix: Matrix): MatrixRow[] {
  const rows = new Map<string, MatrixRow>();
  for (const suite of matrix.suites) for (const row of suite.rows) if (!rows.has(row.slug)) rows.set(row.slug, row);
  return [...rows.values()];
}

/** Whether two of the cells that are there say different words. Pending cells say nothing. */
export const rowDiffers = (row: MatrixRow): boolean =>
  new Set(row.cells.flatMap((cell) => (cell === null ? [] : [cell.verdict]))).size > 1;

export interface VerdictCount {
  readonly verdict: Verdict | "pending";
  readonly count: number;
}
/** In the fixed order of the words, pending last; words that do not occur are left out. */
export function verdictCounts(row: MatrixRow): VerdictCount[] {
  const words = [...Verdict.options, "pending"] as const;
  return words
    .map((verdict) => ({
      verdict,
      count: row.cells.filter((cell) => (cell === null ? "pending" : cell.verdict) === verdict).length,
    }))
    .filter(({ count }) => count > 0);
}

/** `7 PASS, 2 FAIL` */
export const countWords = (row: MatrixRow): string =>
  verdictCounts(row)
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(", ");
