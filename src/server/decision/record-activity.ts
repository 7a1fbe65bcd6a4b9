import type { Transaction } from "#server/db/database.ts";

export interface Moved {
  /** One sentence in the past tense, ASCII. */
  readonly sentence: string;
  /** A path of this service. */
  readonly address: string;
}

/** Tells readers of the home page what moved in a decision, and moves the decision to its top. */
export async function recordActivity(tx: Transaction, decisionId: string, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await tx.activity.createMany({ data: moved.map(({ sentence, address }) => ({ decisionId, sentence, address })) });
  await tx.decision.update({ where: { id: decisionId }, data: { activityAt: new Date() }, select: { id: true } });
}
