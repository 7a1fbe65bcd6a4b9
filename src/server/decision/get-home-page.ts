import { z } from "zod";
import type { HomePage } from "#core/decision/home-page.ts";
import type { Failure } from "#core/error-code.ts";
import { ok, type Result } from "#core/result.ts";
import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Database } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { countCells } from "#server/decision/count-cells.ts";

const DECISIONS_A_PAGE = 20;
const MOVED_HOURS = 24;
const MOVED_MAX = 50;

const Row = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  question: z.string(),
  status: z.enum(["open", "closed"]),
  report: z.string().nullable(),
  activityAt: z.date(),
  isComplete: z.boolean(),
  proposals: z.int(),
  scenarios: z.int(),
});

/**
 * `/`. `after` is the `next` of the page before; anything else that it might be shows the first page. Three statements,
 * whatever the number of decisions.
 */
export const getHomePage = (db: Database, after: string | null = null): Promise<Result<HomePage, Failure>> =>
  orDatabaseAway(async () => {
    const from = parseKey(after);
    const found = await db.prisma.$queryRaw<unknown[]>`
      select d."id", d."slug", d."title", d."question", d."status", d."reportHash" as "report", d."activityAt",
        (d."reportHash" is not null and d."completeUnder" is not distinct from ${ENGINE_VERSION}) as "isComplete",
        (select count(*)::int from "Proposal" p where p."decisionId" = d."id" and p."position" is not null) as "proposals",
        (select count(distinct place."scenarioId")::int from "Suite" suite
         join "SuiteScenario" place on place."suiteId" = suite."id" where suite."decisionId" = d."id") as "scenarios"
      from "Decision" d
      where ${from === null} or (d."activityAt", d."id") < (${from?.at ?? new Date(0)}::timestamptz, ${from?.id ?? NIL}::uuid)
      order by d."activityAt" desc, d."id" desc
      limit ${DECISIONS_A_PAGE + 1}`;
    const rows = z.array(Row).parse(found);
    const shown = rows.slice(0, DECISIONS_A_PAGE);
    const done = await countCells(
      db.prisma,
      shown.filter(({ isComplete }) => !isComplete).map(({ id }) => id),
    );
    const moved = await db.prisma.activity.findMany({
      where: { at: { gt: new Date(Date.now() - MOVED_HOURS * 3_600_000) } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: MOVED_MAX,
    });
    const last = shown.at(-1);
    return ok({
      decisions: shown.map(({ id, isComplete, activityAt, ...row }) => {
        const total = row.proposals * row.scenarios;
        const progress = { done: isComplete ? total : (done.get(id) ?? 0), total };
        return {
          slug: row.slug,
          title: row.title,
          question: row.question,
          status: row.status,
          proposals: row.proposals,
          scenarios: row.scenarios,
          progress,
          report: row.report,
          activityAt: activityAt.toISOString(),
        };
      }),
      moved: moved.map(({ at, sentence, address }) => ({ at: at.toISOString(), sentence, address })),
      next: rows.length > shown.length && last !== undefined ? `${last.activityAt.toISOString()}_${last.id}` : null,
    });
  });

const NIL = "00000000-0000-0000-0000-000000000000";
const Key = z.tuple([z.iso.datetime(), z.uuid()]);

function parseKey(after: string | null): { at: Date; id: string } | null {
  const key = Key.safeParse(after?.split("_"));
  return key.success ? { at: new Date(key.data[0]), id: key.data[1] } : null;
}
