import type { Progress } from "#core/decision/decision-page.ts";
import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Transaction } from "#server/db/database.ts";
import { countCells } from "#server/decision/count-cells.ts";

export interface LiveProgress extends Progress {
  /** Address hash of the report that the page shows now, or null. A page that shows another one is out of date. */
  readonly report: string | null;
}

/** Counts without reading a single cell; a complete decision is not even counted. Null where it is not there. */
export async function findProgress(tx: Transaction, decisionId: string): Promise<LiveProgress | null> {
  const rows = await tx.$queryRaw<{ report: string | null; isComplete: boolean; total: number }[]>`
    select d."reportHash" as "report",
      (d."reportHash" is not null and d."completeUnder" is not distinct from ${ENGINE_VERSION}) as "isComplete",
      (select count(*)::int from "Proposal" p where p."decisionId" = d."id" and p."position" is not null)
      * (select count(distinct place."scenarioId")::int from "Suite" suite
         join "SuiteScenario" place on place."suiteId" = suite."id" where suite."decisionId" = d."id") as "total"
    from "Decision" d where d."id" = ${decisionId}::uuid`;
  const row = rows[0];
  if (row === undefined) return null;
  const { report, isComplete, total } = row;
  const done = isComplete ? total : ((await countCells(tx, [decisionId])).get(decisionId) ?? 0);
  return { done, total, report };
}
