import type { Matrix } from "#core/matrix/matrix.ts";

/** What `/r/<hash>` shows: a frozen matrix. Immutable. */
export interface ReportPage {
  /** SHA-256 of the canonical JSON of `matrix`. */
  readonly hash: string;
  readonly matrix: Matrix;
  readonly limits: readonly string[];
}
