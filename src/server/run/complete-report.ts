import { contentHash, shortHash } from "#core/content-hash.ts";
import { invariant } from "#core/invariant.ts";
import { permalink } from "#core/permalink.ts";
import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import type { Database } from "#server/db/database.ts";
import { toJsonColumn } from "#server/db/json-column.ts";
import { inTransaction } from "#server/db/transaction.ts";
import { findProgress } from "#server/decision/find-progress.ts";
import { lockDecision } from "#server/decision/lock-decision.ts";
import { recordActivity } from "#server/decision/record-activity.ts";
import { notifyDecision } from "#server/live/channel.ts";
import { readCurrentMatrix } from "#server/matrix/read-current-matrix.ts";

/**
 * Freezes the matrix as a report if every cell of the current versions is there. Whoever stores a cell calls it
 * afterwards; the decision's row makes two callers take turns, so that the last one sees everything, and the second one
 * finds the work done. The report's hash, or null while cells are missing.
 */
export async function completeReport(db: Database, decisionId: string): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    const decision = await lockDecision(tx, { id: decisionId });
    if (decision === null) return null;
    if (decision.completeUnder === ENGINE_VERSION) return decision.reportHash;
    const counted = await findProgress(tx, decisionId);
    if (counted === null || counted.total === 0 || counted.done < counted.total) return null;
    const { matrix, progress } = await readCurrentMatrix(tx, decision);
    invariant(progress.done === progress.total, "cells that were counted can be read");
    const hash = contentHash(matrix);
    await tx.report.createMany({
      data: [{ hash, decisionId, matrix: toJsonColumn(matrix) }],
      skipDuplicates: true,
    });
    await tx.decision.update({
      where: { id: decisionId },
      data: { reportHash: hash, completeUnder: ENGINE_VERSION },
      select: { id: true },
    });
    if (hash !== decision.reportHash) {
      const cells = `${progress.total} cells, report ${shortHash(hash)}`;
      await recordActivity(tx, decisionId, [
        { sentence: toAscii(`${decision.title}: the matrix is complete (${cells}).`), address: permalink.report(hash) },
      ]);
    }
    await notifyDecision(tx, decisionId);
    return hash;
  });
}
