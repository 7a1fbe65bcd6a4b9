/**
 * What a reader chose to see of a matrix. It lives in the address, so that a link shows the same choice to everybody:
 * `?stance=mm-safety&cols=S0,O4&fold=1`. Unknown names are left out, never guessed.
 */
import type { Matrix, MatrixRow } from "#core/matrix/matrix.ts";

export interface MatrixChoice {
  /** Null is the default reading. */
  readonly stance: string | null;
  /** Keys of proposals; empty means all of them. */
  readonly columns: readonly string[];
  /** Whether rows in which all shown proposals agree are one line a suite. */
  readonly folded: boolean;
}
export const WHOLE_MATRIX: MatrixChoice = { stance: null, columns: [], folded: false };

/** What `URLSearchParams` can do; the core knows no browser. */
export interface QueryValues {
  get(name: string): string | null;
  getAll(name: string): string[];
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const MAX_COLUMNS = 64;

/** From a query string. `cols` may be repeated, as a form sends it, or be one list with commas. */
export function parseMatrixChoice(query: QueryValues): MatrixChoice {
  const stance = query.get("stance") ?? "";
  const columns = query
    .getAll("cols")
    .flatMap((list) => list.split(","))
    .filter((key) => NAME.test(key));
  return {
    stance: NAME.test(stance) ? stance : null,
    columns: [...new Set(columns)].slice(0, MAX_COLUMNS),
    folded: query.get("fold") === "1",
  };
}

/** The query string of a choice, with its question mark; empty for the whole matrix. One choice has one text. */
export function matrixQuery(choice: MatrixChoice): string {
  const parts = [
    ...(choice.stance === null ? [] : [`stance=${choice.stance}`]),
    ...(choice.columns.length === 0 ? [] : [`cols=${choice.columns.join(",")}`]),
    ...(choice.folded ? ["fold=1"] : []),
  ];
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** The matrix with only the chosen columns, in the matrix's own order; all of them where none of the keys is in it. */
export function chooseColumns(matrix: Matrix, keys: readonly string[]): Matrix {
  const kept = matrix.columns.flatMap((column, index) => (keys.includes(column.key) ? [index] : []));
  if (kept.length === 0 || kept.length === matrix.columns.length) return matrix;
  const pick = <T>(list: readonly T[]): T[] => list.filter((_, index) => kept.includes(index));
  const suites = matrix.suites.map((suite) => ({
    ...suite,
    rows: suite.rows.map((row) => ({ ...row, cells: pick(row.cells) })),
  }));
  return { ...matrix, columns: pick(matrix.columns), suites };
}

/** Whether all cells of the row are there and say the same word. */
export function rowAgrees(row: MatrixRow): boolean {
  const first = row.cells[0];
  return first != null && row.cells.every((cell) => cell !== null && cell.verdict === first.verdict);
}
