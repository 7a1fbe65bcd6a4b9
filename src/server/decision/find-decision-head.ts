import type { Transaction } from "#server/db/database.ts";
import { toStorable } from "#server/storable-text.ts";

export interface DecisionHead {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly worldHash: string;
}

/** What every page inside of a decision begins with. */
export const findDecisionHead = (tx: Transaction, slug: string): Promise<DecisionHead | null> =>
  tx.decision.findUnique({
    where: { slug: toStorable(slug) },
    select: { id: true, slug: true, title: true, worldHash: true },
  });
