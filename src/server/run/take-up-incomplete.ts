import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Database } from "#server/db/database.ts";
import { inTransaction } from "#server/db/transaction.ts";
import { takeUpDecision } from "#server/run/take-up-decision.ts";

/**
 * Queues every decision that this engine version has not completed: after an upgrade all of them, else those whose jobs
 * were lost with a restored backup. A worker calls it when it starts. How many there were.
 */
export async function takeUpIncomplete(db: Database): Promise<number> {
  const decisions = await db.prisma.decision.findMany({
    where: { OR: [{ completeUnder: null }, { completeUnder: { not: ENGINE_VERSION } }] },
    select: { id: true },
  });
  for (const { id } of decisions) await inTransaction(db, (tx) => takeUpDecision(tx, id));
  return decisions.length;
}
