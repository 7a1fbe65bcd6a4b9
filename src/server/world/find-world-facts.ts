import { z } from "zod";
import { WorldManifest } from "#core/world/world-manifest.ts";
import type { Transaction } from "#server/db/database.ts";

const Parts = WorldManifest.pick({ title: true, limits: true, view: true, dimensions: true });
const WorldFacts = Parts.extend({ hash: z.string(), name: z.string(), version: z.int() });
/** What pages about cells need of a world: a small part of its description. */
export type WorldFacts = z.infer<typeof WorldFacts>;

export async function findWorldFacts(tx: Transaction, hash: string): Promise<WorldFacts | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    select "hash", "name", "version", "manifest"->>'title' as "title", "manifest"->'limits' as "limits",
           "manifest"->'view' as "view", "manifest"->'dimensions' as "dimensions"
    from "WorldVersion" where "hash" = ${hash}::bpchar`;
  return rows[0] === undefined ? null : WorldFacts.parse(rows[0]);
}
