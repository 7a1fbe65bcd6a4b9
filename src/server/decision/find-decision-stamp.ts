import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Database } from "#server/db/database.ts";
import { isDatabaseAway } from "#server/db/or-database-away.ts";

/**
 * A text that is another one after anything on the pages of a decision may have changed: whatever is published into it,
 * and every report, writes the decision's row. Null while cells are missing, since those come in without touching it; also
 * where there is no such decision, or no database. One prepared statement on one row.
 */
export async function findDecisionStamp({ pool }: Database, slug: string): Promise<string | null> {
  try {
    const { rows } = await pool.query<{ stamp: string }>({
      name: "decision-stamp",
      text: `select "id" || ' ' || "xmin" || ' ' || "reportHash" as "stamp" from "Decision"
             where "slug" = $1 and "reportHash" is not null and "completeUnder" = $2`,
      values: [slug, ENGINE_VERSION],
    });
    return rows[0]?.stamp ?? null;
  } catch (error) {
    if (isDatabaseAway(error)) return null;
    throw error;
  }
}
