import type { Database } from "#server/db/database.ts";
import { isDatabaseAway } from "#server/db/or-database-away.ts";

/**
 * A text that is another one after anything on the page of a world may have changed: its newest version, or a decision in
 * it. Null where there is no such world, or no database. One prepared statement.
 */
export async function findWorldStamp({ pool }: Database, name: string): Promise<string | null> {
  try {
    const { rows } = await pool.query<{ stamp: string }>({
      name: "world-stamp",
      text: `select "hash" || ' ' || coalesce((select string_agg(d."id" || ' ' || d."xmin", ' ' order by d."id")
               from "Decision" d where d."worldHash" in (select "hash" from "WorldVersion" where "name" = $1)), '') as "stamp"
             from "WorldVersion" where "name" = $1 order by "version" desc limit 1`,
      values: [name],
    });
    return rows[0]?.stamp ?? null;
  } catch (error) {
    if (isDatabaseAway(error)) return null;
    throw error;
  }
}
