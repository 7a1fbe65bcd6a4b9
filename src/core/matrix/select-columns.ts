import type { Matrix } from "#core/matrix/matrix.ts";
import { chooseColumns } from "#core/matrix/matrix-choice.ts";

export interface SelectedColumns {
  /** All columns where none of the keys is in the matrix. */
  readonly matrix: Matrix;
  /** Keys that the matrix does not have, as they were asked for. */
  readonly unknown: readonly string[];
  /** Whether columns were left out. */
  readonly partial: boolean;
}

/** The chosen columns in the matrix's own order; what was asked for and is not there is told, never guessed. */
export function selectColumns(matrix: Matrix, keys: readonly string[]): SelectedColumns {
  const known = new Set(matrix.columns.map(({ key }) => key));
  const selected = chooseColumns(matrix, keys);
  return {
    matrix: selected,
    unknown: keys.filter((key) => !known.has(key)),
    partial: selected.columns.length < matrix.columns.length,
  };
}
