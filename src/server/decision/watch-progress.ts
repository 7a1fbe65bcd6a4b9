import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#server/db/database.ts";
import { isDatabaseAway } from "#server/db/or-database-away.ts";
import { findProgress, type LiveProgress } from "#server/decision/find-progress.ts";
import type { DecisionEvents } from "#server/live/decision-events.ts";
import { toStorable } from "#server/storable-text.ts";

/** A watcher is told at most so often; what moves in between is told together. */
const PAUSE_MS = 150;

/**
 * What a decision's page shows while cells come in: now, and whenever it differs. It listens first and reads then, so
 * that nothing falls between. Ends with the signal; an unknown decision ends at once. While the database is away it waits.
 */
export async function* watchProgress(
  db: Database,
  events: DecisionEvents,
  slug: string,
  signal: AbortSignal,
): AsyncGenerator<LiveProgress> {
  const decision = await db.prisma.decision.findUnique({ where: { slug: toStorable(slug) }, select: { id: true } });
  if (decision === null) return;
  let last = "";
  for await (const _ of events.watch(decision.id, signal)) {
    const progress = await readProgress(db, decision.id);
    const text = JSON.stringify(progress);
    if (progress !== null && text !== last) {
      last = text;
      yield progress;
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

/** Null while the database is away: the next event comes when it is back. */
async function readProgress(db: Database, id: string): Promise<LiveProgress | null> {
  try {
    return await findProgress(db.prisma, id);
  } catch (error) {
    if (isDatabaseAway(error)) return null;
    throw error;
  }
}
