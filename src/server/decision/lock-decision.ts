import type { Transaction } from "#server/db/database.ts";
import { toStorable } from "#server/storable-text.ts";

export interface LockedDecision {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly worldHash: string;
  readonly reportHash: string | null;
  readonly completeUnder: string | null;
}

/**
 * Whoever changes a decision, or freezes its matrix, holds this row until the end of the transaction: version numbers
 * have no gaps, and a report is never of half a change. Null where there is no such decision.
 */
export async function lockDecision(
  tx: Transaction,
  by: { readonly slug: string } | { readonly id: string },
): Promise<LockedDecision | null> {
  const rows =
    "slug" in by
      ? await tx.$queryRaw<
          { id: string }[]
        >`select "id" from "Decision" where "slug" = ${toStorable(by.slug)} for update`
      : await tx.$queryRaw<{ id: string }[]>`select "id" from "Decision" where "id" = ${by.id}::uuid for update`;
  const id = rows[0]?.id;
  if (id === undefined) return null;
  return tx.decision.findUniqueOrThrow({
    where: { id },
    select: { id: true, slug: true, title: true, worldHash: true, reportHash: true, completeUnder: true },
  });
}
