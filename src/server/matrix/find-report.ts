import { Matrix } from "#core/matrix/matrix.ts";
import type { Transaction } from "#server/db/database.ts";

export async function findReport(tx: Transaction, hash: string): Promise<Matrix | null> {
  const report = await tx.report.findUnique({ where: { hash }, select: { matrix: true } });
  return report === null ? null : Matrix.parse(report.matrix);
}
