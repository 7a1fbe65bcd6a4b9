import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#server/db/database.ts";
import { getDecisionPage } from "#server/decision/get-decision-page.ts";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import { createLog } from "#server/log.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#setup/embedded-postgres.ts";
import { migrate } from "#setup/migrate.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { manyScenarios, publishLamp, readLamp, SLOW_POLICY, valueOf, withPolicy } from "../../support/lamp-decision.ts";
import { ownPostgresFolder } from "../../support/own-postgres.ts";
import { startWorker, type WorkerProcess } from "../../support/worker-process.ts";

const SCENARIOS = 300;
const soon = { timeout: 50_000, interval: 20 };
const folder = ownPostgresFolder();
const workers: WorkerProcess[] = [];
let lamp: DecisionFolder;
let postgres: EmbeddedPostgres;
let db: Database;
let calm: TestDatabase;
beforeAll(async () => {
  lamp = await readLamp();
  postgres = await startEmbeddedPostgres({ dataDir: folder.dataDir });
  await migrate(postgres.url);
  db = openDatabase({ url: postgres.url, name: "test", max: 4, log: createLog("setup", "silent") });
  calm = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end("SIGKILL")));
  await db.close();
  await calm.drop();
  await postgres.stop();
  folder.remove();
});

const start = (url: string): WorkerProcess => {
  const worker = startWorker(url);
  workers.push(worker);
  return worker;
};
const publish = (to: Database): Promise<string> =>
  publishLamp(to, lamp, {
    ...manyScenarios(lamp, SCENARIOS),
    proposals: [
      withPolicy(lamp, "TODAY", SLOW_POLICY),
      withPolicy(lamp, "DIM", SLOW_POLICY),
      ...lamp.proposals.slice(2),
    ],
  });
/** -1 while the database is away. */
const count = (from: Database): Promise<number> => from.prisma.cell.count().catch(() => -1);
const isComplete = async (from: Database): Promise<boolean> => {
  const page = await getDecisionPage(from, "lamp");
  return page.ok && page.value.report !== null;
};

test("a run in which the worker and then PostgreSQL were killed ends in the same matrix, each cell once", async () => {
  const first = start(postgres.url);
  await first.said("worker ready");
  await publish(db);
  await expect.poll(() => count(db), soon).toBeGreaterThan(0);
  await first.end("SIGKILL");
  const kept = await count(db);
  expect(await isComplete(db)).toBe(false);

  const second = start(postgres.url);
  await expect.poll(() => count(db), soon).toBeGreaterThan(kept);
  process.kill(postgres.pid, "SIGKILL");
  await postgres.exited;
  expect(await getDecisionPage(db, "lamp")).toMatchObject({ ok: false, error: { code: "DATABASE_AWAY" } });
  postgres = await startEmbeddedPostgres({ dataDir: folder.dataDir, port: postgres.port });
  expect(await count(db)).toBeGreaterThan(kept);

  await expect.poll(() => isComplete(db), soon).toBe(true);
  expect(await second.end("SIGTERM")).toBe(0);

  const third = start(calm.url);
  await third.said("worker ready");
  await publish(calm.db);
  await expect.poll(() => isComplete(calm.db), soon).toBe(true);
  const [killed, undisturbed] = await Promise.all([db, calm.db].map((from) => getDecisionPage(from, "lamp")));
  if (killed === undefined || undisturbed === undefined) throw new Error("two pages were asked for");
  expect(valueOf(killed).matrix).toEqual(valueOf(undisturbed).matrix);
  expect(valueOf(killed).report).toBe(valueOf(undisturbed).report);
  expect(await count(db)).toBe(4 * SCENARIOS);
  expect(await db.prisma.report.count()).toBe(1);
  expect(await traces(db)).toEqual(await traces(calm.db));
}, 120_000);

const traces = (from: Database): Promise<unknown> =>
  from.prisma.cell.findMany({ select: { hash: true, traceHash: true, outcome: true }, orderBy: { hash: "asc" } });
