import type { MatrixColumn } from "#core/matrix/matrix.ts";
import type { Transaction } from "#server/db/database.ts";

export interface CurrentRow {
  readonly slug: string;
  readonly about: string;
  readonly version: number;
  readonly hash: string;
  /** Key of a proposal to the word that the author expects. */
  readonly predict: { readonly [key: string]: string };
}
/** What a decision consists of now: the frame of its matrix, without cells. */
export interface CurrentVersions {
  readonly columns: readonly MatrixColumn[];
  readonly suites: readonly { readonly slug: string; readonly title: string; readonly rows: readonly CurrentRow[] }[];
}

/** Two statements, whatever the size. Suites without scenarios are left out. */
export async function findCurrentVersions(tx: Transaction, decisionId: string): Promise<CurrentVersions> {
  const columns = await tx.$queryRaw<MatrixColumn[]>`
    select p."key", v."document"->>'title' as "title", v."version", v."hash" from "Proposal" p
    cross join lateral (
      select "document", "version", "hash" from "ProposalVersion"
      where "proposalId" = p."id" order by "version" desc limit 1
    ) v
    where p."decisionId" = ${decisionId}::uuid and p."position" is not null
    order by p."position", p."key"`;
  const rows = await tx.$queryRaw<(CurrentRow & { suite: string; title: string })[]>`
    select suite."slug" as "suite", suite."title", s."slug", v."document"->>'about' as "about", v."version", v."hash",
           v."document"->'predict' as "predict"
    from "Suite" suite
    join "SuiteScenario" place on place."suiteId" = suite."id"
    join "Scenario" s on s."id" = place."scenarioId"
    cross join lateral (
      select "document", "version", "hash" from "ScenarioVersion"
      where "scenarioId" = s."id" order by "version" desc limit 1
    ) v
    where suite."decisionId" = ${decisionId}::uuid
    order by suite."position", suite."slug", place."position", s."slug"`;
  const suites = new Map<string, { slug: string; title: string; rows: CurrentRow[] }>();
  for (const { suite, title, ...row } of rows) {
    const known = suites.get(suite) ?? { slug: suite, title, rows: [] };
    known.rows.push(row);
    suites.set(suite, known);
  }
  return { columns, suites: [...suites.values()] };
}
