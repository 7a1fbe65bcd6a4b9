import type { Scenario } from "#core/scenario/scenario.ts";
import { scenarioHash } from "#core/scenario/scenario-hash.ts";
import type { Transaction } from "#server/db/database.ts";
import { toJsonColumn } from "#server/db/json-column.ts";
import type { AddedVersion } from "#server/proposal/add-proposal-versions.ts";

export interface ScenarioInput {
  /** YAML, byte for byte as it was posted; scenarios of one family share theirs. */
  readonly text: string;
  readonly scenario: Scenario;
}

/**
 * Gives each scenario a new version unless its current one has the same checked form. The caller holds the decision's row
 * and puts them into suites. The number of statements does not depend on how many scenarios there are.
 */
export async function addScenarioVersions(
  tx: Transaction,
  decisionId: string,
  inputs: readonly ScenarioInput[],
): Promise<readonly (AddedVersion & { readonly scenarioId: string })[]> {
  const slugs = inputs.map(({ scenario }) => scenario.slug);
  await tx.scenario.createMany({ data: slugs.map((slug) => ({ decisionId, slug })), skipDuplicates: true });
  const present = await tx.$queryRaw<{ id: string; slug: string; version: number | null; hash: string | null }[]>`
    select s."id", s."slug", v."version", v."hash" from "Scenario" s
    left join lateral (
      select "version", "hash" from "ScenarioVersion" where "scenarioId" = s."id" order by "version" desc limit 1
    ) v on true
    where s."decisionId" = ${decisionId}::uuid and s."slug" = any(${slugs}::text[])`;
  const bySlug = new Map(present.map((row) => [row.slug, row]));
  const plans = inputs.flatMap((input) => {
    const row = bySlug.get(input.scenario.slug);
    if (row === undefined) return [];
    const hash = scenarioHash(input.scenario);
    const isNew = row.hash !== hash;
    return [{ input, scenarioId: row.id, hash, isNew, version: (row.version ?? 0) + (isNew ? 1 : 0) }];
  });
  await tx.scenarioVersion.createMany({
    data: plans
      .filter(({ isNew }) => isNew)
      .map(({ input, scenarioId, hash, version }) => ({
        hash,
        scenarioId,
        version,
        text: input.text,
        document: toJsonColumn(input.scenario),
      })),
  });
  return plans.map(({ input, scenarioId, version, hash, isNew }) => ({
    name: input.scenario.slug,
    scenarioId,
    version,
    hash,
    isNew,
  }));
}
