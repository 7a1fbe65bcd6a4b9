import { z } from "zod";
import type { Failure } from "#core/error-code.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { WorldManifest } from "#core/world/world-manifest.ts";
import type { WorldPage } from "#core/world/world-page.ts";
import type { Database } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { notFound } from "#server/decision/no-such-decision.ts";
import { toStorable } from "#server/storable-text.ts";

const Files = z.record(z.string(), z.string());
const DECISIONS_MAX = 100;

/** `/w/<world>`: its newest version, and the decisions that are pinned to any. Two statements. */
export const getWorldPage = (db: Database, name: string): Promise<Result<WorldPage, Failure>> =>
  orDatabaseAway(async () => {
    const world = await db.prisma.worldVersion.findFirst({
      where: { name: toStorable(name) },
      orderBy: { version: "desc" },
    });
    if (world === null) return fail(notFound("world", name));
    const decisions = await db.prisma.decision.findMany({
      where: { world: { name } },
      orderBy: [{ activityAt: "desc" }, { id: "desc" }],
      take: DECISIONS_MAX,
      select: { slug: true, title: true },
    });
    return ok({
      manifest: WorldManifest.parse(world.manifest),
      version: world.version,
      hash: world.hash,
      publishedAt: world.publishedAt.toISOString(),
      files: Object.entries(Files.parse(world.files))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, text]) => ({ path, text })),
      decisions,
    });
  });
