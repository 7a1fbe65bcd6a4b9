/** The web process's database, from its environment. One a process, also when the development server reloads modules. */
import { type Database, openDatabase } from "#server/db/database.ts";
import { readEnvironment } from "#server/env.ts";
import { createLog } from "#server/log.ts";

const KEY = Symbol.for("bakeoff.database");

export function database(): Database {
  // The one place that survives a reload of modules; nobody else writes under this symbol.
  const kept = globalThis as { [KEY]?: Database };
  kept[KEY] ??= open();
  return kept[KEY];
}

function open(): Database {
  const { DATABASE_URL: url, DATABASE_CONNECTIONS: max, LOG_LEVEL } = readEnvironment();
  return openDatabase({ url, name: "bakeoff web", max, log: createLog("web", LOG_LEVEL) });
}
