import type { Failure } from "#core/error-code.ts";
import type { ReportPage } from "#core/matrix/report-page.ts";
import { fail, ok, type Result } from "#core/result.ts";
import type { Database } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { findByPrefix } from "#server/find-by-prefix.ts";
import { findReport } from "#server/matrix/find-report.ts";
import { findWorldFacts } from "#server/world/find-world-facts.ts";

/** `/r/<hash>`. Three statements. */
export const getReportPage = (db: Database, prefix: string): Promise<Result<ReportPage, Failure>> =>
  orDatabaseAway(async () => {
    const hash = await findByPrefix("report", prefix, async ({ from, to, take }) => {
      const rows = await db.prisma.$queryRaw<{ hash: string }[]>`
        select "hash" from "Report" where "hash" between ${from}::bpchar and ${to}::bpchar order by "hash" limit ${take}`;
      return rows.map((row) => row.hash);
    });
    if (!hash.ok) return hash;
    const matrix = await findReport(db.prisma, hash.value);
    const world = matrix === null ? null : await findWorldFacts(db.prisma, matrix.world.hash);
    if (matrix === null || world === null) {
      return fail({
        code: "NOT_FOUND",
        sentence: `The report ${hash.value} is of a world that is not stored any more.`,
      });
    }
    return ok({ hash: hash.value, matrix, limits: world.limits });
  });
