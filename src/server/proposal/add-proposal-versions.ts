import type { ProposalSource } from "#core/proposal/proposal.ts";
import { proposalHash } from "#core/proposal/proposal-hash.ts";
import type { Transaction } from "#server/db/database.ts";
import { toJsonColumn } from "#server/db/json-column.ts";

export interface AddedVersion {
  /** Key of the proposal, or slug of the scenario. */
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  /** False where the current version is the same. */
  readonly isNew: boolean;
}

/**
 * Gives each proposal a new version unless its current one has the same content. A proposal that the decision did not
 * have becomes its last column. The caller holds the decision's row. The number of statements does not depend on how many
 * proposals there are.
 */
export async function addProposalVersions(
  tx: Transaction,
  decisionId: string,
  sources: readonly ProposalSource[],
): Promise<readonly AddedVersion[]> {
  const keys = sources.map(({ document }) => document.key);
  const { _max } = await tx.proposal.aggregate({ where: { decisionId }, _max: { position: true } });
  await tx.proposal.createMany({
    data: keys.map((key, index) => ({ decisionId, key, position: (_max.position ?? -1) + 1 + index })),
    skipDuplicates: true,
  });
  const present = await tx.$queryRaw<{ id: string; key: string; version: number | null; hash: string | null }[]>`
    select p."id", p."key", v."version", v."hash" from "Proposal" p
    left join lateral (
      select "version", "hash" from "ProposalVersion" where "proposalId" = p."id" order by "version" desc limit 1
    ) v on true
    where p."decisionId" = ${decisionId}::uuid and p."key" = any(${keys}::text[])`;
  const byKey = new Map(present.map((row) => [row.key, row]));
  const plans = sources.flatMap((source) => {
    const row = byKey.get(source.document.key);
    if (row === undefined) return [];
    const hash = proposalHash(source);
    const isNew = row.hash !== hash;
    return [{ source, proposalId: row.id, hash, isNew, version: (row.version ?? 0) + (isNew ? 1 : 0) }];
  });
  await tx.proposalVersion.createMany({
    data: plans
      .filter(({ isNew }) => isNew)
      .map(({ source, proposalId, hash, version }) => ({
        hash,
        proposalId,
        version,
        document: toJsonColumn(source.document),
        interface: source.interface,
        policy: source.policy,
      })),
  });
  return plans.map(({ source, version, hash, isNew }) => ({ name: source.document.key, version, hash, isNew }));
}
