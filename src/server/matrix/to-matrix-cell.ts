import type { MatrixCell } from "#core/matrix/matrix.ts";

/** Only the members of a `MatrixCell`, of something that has more. */
export const toMatrixCell = ({ hash, verdict, step, reason }: MatrixCell): MatrixCell => ({
  hash,
  verdict,
  step,
  reason,
});
