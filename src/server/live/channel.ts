/** The one channel of PostgreSQL's NOTIFY. A message is the id of a decision: something in it moved, read it again. */
import type { Transaction } from "#server/db/database.ts";

export const CHANNEL = "bakeoff";

/** Delivered when the transaction commits. */
export const notifyDecision = async (tx: Transaction, decisionId: string): Promise<void> => {
  await tx.$executeRaw`select pg_notify(${CHANNEL}, ${decisionId})`;
};
