import type { Transaction } from "#server/db/database.ts";
import { notifyDecision } from "#server/live/channel.ts";
import { enqueueRunCells } from "#server/queue/enqueue.ts";

/** Marks the decision as one with missing cells and queues the columns (all of them where none are named). */
export async function takeUpDecision(
  tx: Transaction,
  decisionId: string,
  proposalHashes?: readonly string[],
): Promise<void> {
  const hashes = proposalHashes ?? (await currentProposalHashes(tx, decisionId));
  await tx.decision.update({ where: { id: decisionId }, data: { completeUnder: null }, select: { id: true } });
  await enqueueRunCells(
    tx,
    [...new Set(hashes)].map((proposalHash) => ({ decisionId, proposalHash })),
  );
  await notifyDecision(tx, decisionId);
}

async function currentProposalHashes(tx: Transaction, decisionId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    select v."hash" from "Proposal" p
    cross join lateral (
      select "hash" from "ProposalVersion" where "proposalId" = p."id" order by "version" desc limit 1
    ) v
    where p."decisionId" = ${decisionId}::uuid and p."position" is not null`;
  return rows.map(({ hash }) => hash);
}
