/**
 * Everything the web process can be asked, bound to its database: what procedures, routes and the front server use, so
 * that none of them ever sees a table. One a process, also when the development server reloads modules.
 */
import type { MatrixChoice } from "#core/matrix/matrix-choice.ts";
import { database } from "#server/db/client.ts";
import type { Database } from "#server/db/database.ts";
import { findDecisionStamp } from "#server/decision/find-decision-stamp.ts";
import { getDecisionPage } from "#server/decision/get-decision-page.ts";
import { getHomePage } from "#server/decision/get-home-page.ts";
import { watchProgress } from "#server/decision/watch-progress.ts";
import { type Environment, readEnvironment } from "#server/env.ts";
import { createDecisionEvents, type DecisionEvents } from "#server/live/decision-events.ts";
import { createLog, type Log } from "#server/log.ts";
import { getReportPage } from "#server/matrix/get-report-page.ts";
import { getProposalPage } from "#server/proposal/get-proposal-page.ts";
import { getCellPage } from "#server/run/get-cell-page.ts";
import { getScenarioPage } from "#server/scenario/get-scenario-page.ts";
import { findWorldStamp } from "#server/world/find-world-stamp.ts";
import { getWorldPage } from "#server/world/get-world-page.ts";

export type Service = ReturnType<typeof serviceOn>;

export const serviceOn = (db: Database, events: DecisionEvents, environment: Environment, log: Log) => ({
  environment,
  log,
  getHomePage: (after: string | null = null) => getHomePage(db, after),
  getDecisionPage: (slug: string, choice?: MatrixChoice) => getDecisionPage(db, slug, choice),
  findDecisionStamp: (slug: string) => findDecisionStamp(db, slug),
  findWorldStamp: (name: string) => findWorldStamp(db, name),
  getProposalPage: (decision: string, key: string, version: number | null = null) =>
    getProposalPage(db, decision, key, version),
  getScenarioPage: (decision: string, slug: string) => getScenarioPage(db, decision, slug),
  getCellPage: (prefix: string) => getCellPage(db, prefix),
  getReportPage: (prefix: string) => getReportPage(db, prefix),
  getWorldPage: (name: string) => getWorldPage(db, name),
  watchProgress: (slug: string, signal: AbortSignal) => watchProgress(db, events, slug, signal),
  close: async (): Promise<void> => {
    await events.close();
    await db.close();
  },
});

const KEY = Symbol.for("bakeoff.service");

export function service(): Service {
  // The one place that survives a reload of modules; nobody else writes under this symbol.
  const kept = globalThis as { [KEY]?: Service };
  kept[KEY] ??= open();
  return kept[KEY];
}

function open(): Service {
  const environment = readEnvironment();
  const log = createLog("web", environment.LOG_LEVEL);
  return serviceOn(database(), createDecisionEvents(environment.DATABASE_URL, log), environment, log);
}
