/** Whether this process can serve pages: the database answers, and has every migration that this checkout knows. */
import { readdirSync } from "node:fs";
import { z } from "zod";
import type { Database } from "#server/db/database.ts";

const FOLDER = new URL("../../prisma/migrations/", import.meta.url);
const Applied = z.array(z.object({ name: z.string() }));

/** The returned function gives null when nothing is missing, else one sentence. It never throws. */
export function unreadinessFinder({ pool }: Database): () => Promise<string | null> {
  const known = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return async () => {
    try {
      const { rows } = await pool.query(
        'select "migration_name" as "name" from "_prisma_migrations" where "finished_at" is not null',
      );
      const applied = new Set(Applied.parse(rows).map(({ name }) => name));
      const missing = known.find((name) => !applied.has(name));
      return missing === undefined ? null : `The migration ${missing} has not been applied yet.`;
    } catch {
      return "The database does not answer, or has not its tables yet.";
    }
  };
}
