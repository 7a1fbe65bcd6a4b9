import { DEFAULT_SEED, ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Transaction } from "#server/db/database.ts";

/** How many cells of the current versions each of these decisions has. One statement; a decision without cells is absent. */
export async function countCells(
  tx: Transaction,
  decisionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; done: number }[]>`
    with columns as (
      select p."decisionId", v."hash" from "Proposal" p
      cross join lateral (
        select "hash" from "ProposalVersion" where "proposalId" = p."id" order by "version" desc limit 1
      ) v
      where p."decisionId" = any(${decisionIds}::uuid[]) and p."position" is not null
    ), rows as (
      select distinct suite."decisionId", v."hash" from "Suite" suite
      join "SuiteScenario" place on place."suiteId" = suite."id"
      cross join lateral (
        select "hash" from "ScenarioVersion" where "scenarioId" = place."scenarioId" order by "version" desc limit 1
      ) v
      where suite."decisionId" = any(${decisionIds}::uuid[])
    )
    select d."id", count(*)::int as "done" from "Decision" d
    join columns on columns."decisionId" = d."id"
    join rows on rows."decisionId" = d."id"
    join "Cell" c on c."proposalHash" = columns."hash" and c."scenarioHash" = rows."hash"
      and c."worldHash" = d."worldHash" and c."engine" = ${ENGINE_VERSION} and c."seed" = ${DEFAULT_SEED}
    group by d."id"`;
  return new Map(rows.map(({ id, done }) => [id, done]));
}
