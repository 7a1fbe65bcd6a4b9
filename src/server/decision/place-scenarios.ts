import type { Transaction } from "#server/db/database.ts";

export interface SuiteInput {
  readonly slug: string;
  readonly title: string;
  /** Slugs, in the order of the rows. */
  readonly scenarios: readonly string[];
}

/**
 * Makes the decision's suites exactly these, in this order. Whether anything changed. The number of statements does not
 * depend on how many there are.
 */
export async function placeScenarios(
  tx: Transaction,
  decisionId: string,
  suites: readonly SuiteInput[],
  scenarios: readonly { readonly name: string; readonly scenarioId: string }[],
): Promise<boolean> {
  const slugs = suites.map(({ slug }) => slug);
  const titles = suites.map(({ title }) => title);
  const headings = await tx.$executeRaw`
    insert into "Suite" ("id", "decisionId", "slug", "title", "position")
    select gen_random_uuid(), ${decisionId}::uuid, suite.slug, suite.title, suite.position
    from unnest(${slugs}::text[], ${titles}::text[]) with ordinality as suite(slug, title, position)
    on conflict ("decisionId", "slug") do update set "title" = excluded."title", "position" = excluded."position"
    where ("Suite"."title", "Suite"."position") is distinct from (excluded."title", excluded."position")`;
  const idOf = new Map(scenarios.map(({ name, scenarioId }) => [name, scenarioId]));
  const places = suites.flatMap((suite) => suite.scenarios.map((slug) => ({ suite: suite.slug, id: idOf.get(slug) })));
  const suiteOf = places.map(({ suite }) => suite);
  const ids = places.map(({ id }) => id ?? null);
  const gone = await tx.$executeRaw`
    delete from "SuiteScenario" place using "Suite" suite
    where place."suiteId" = suite."id" and suite."decisionId" = ${decisionId}::uuid and not exists (
      select from unnest(${suiteOf}::text[], ${ids}::uuid[]) as wanted(suite, id)
      where wanted.suite = suite."slug" and wanted.id = place."scenarioId"
    )`;
  const placed = await tx.$executeRaw`
    insert into "SuiteScenario" ("suiteId", "scenarioId", "position")
    select suite."id", wanted.id, wanted.position
    from unnest(${suiteOf}::text[], ${ids}::uuid[]) with ordinality as wanted(suite, id, position)
    join "Suite" suite on suite."decisionId" = ${decisionId}::uuid and suite."slug" = wanted.suite
    on conflict ("suiteId", "scenarioId") do update set "position" = excluded."position"
    where "SuiteScenario"."position" <> excluded."position"`;
  return headings + gone + placed > 0;
}
