import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { manyScenarios, publishLamp, readLamp, SLOW_POLICY, withPolicy } from "../../support/lamp-decision.ts";
import { startWorker, type WorkerProcess } from "../../support/worker-process.ts";

const SCENARIOS = 400;
let lamp: DecisionFolder;
let database: TestDatabase;
const workers: WorkerProcess[] = [];
beforeAll(async () => {
  lamp = await readLamp();
});
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.end("SIGKILL")));
  await database.drop();
});

const start = (): WorkerProcess => {
  const worker = startWorker(database.url);
  workers.push(worker);
  return worker;
};
const count = async (): Promise<number> =>
  Number((await database.rows('select count(*) as cells from "Cell"'))[0]?.["cells"]);
const report = async (): Promise<unknown> =>
  (await database.rows('select "reportHash" from "Decision"'))[0]?.["reportHash"];
const soon = { timeout: 25_000, interval: 20 };
const publishSlow = (): Promise<string> =>
  publishLamp(database.db, lamp, {
    ...manyScenarios(lamp, SCENARIOS),
    proposals: [withPolicy(lamp, "TODAY", SLOW_POLICY), withPolicy(lamp, "DIM", SLOW_POLICY)],
  });

test("two workers at once compute each cell once", async () => {
  const both = [start(), start()];
  await Promise.all(both.map((worker) => worker.said("worker ready")));
  await publishLamp(database.db, lamp, manyScenarios(lamp, 100));
  await expect.poll(report, soon).not.toBeNull();
  for (const worker of both) expect(await worker.end("SIGTERM")).toBe(0);
  const computed = both.flatMap(({ lines }) => lines.map(({ cells = 0 }) => cells));
  expect(computed.reduce((sum, cells) => sum + cells, 0)).toBe(400);
  expect(await count()).toBe(400);
  expect(await database.rows('select from "Report"')).toHaveLength(1);
});

test("the jobs of a killed worker are finished by another", async () => {
  const [first, second] = [start(), start()];
  await Promise.all([first.said("worker ready"), second.said("worker ready")]);
  await publishSlow();
  await expect.poll(count, soon).toBeGreaterThan(0);
  await first.end("SIGKILL");
  expect(await report()).toBeNull();
  await expect.poll(report, soon).not.toBeNull();
  expect(await count()).toBe(2 * SCENARIOS);
});

test("the jobs of a killed worker are finished by the one that is started after it", async () => {
  const first = start();
  await first.said("worker ready");
  await publishSlow();
  await expect.poll(count, soon).toBeGreaterThan(0);
  await first.end("SIGKILL");
  expect(await report()).toBeNull();
  start();
  await expect.poll(report, soon).not.toBeNull();
  expect(await count()).toBe(2 * SCENARIOS);
});

test("a worker that is asked to stop in the middle of a job stops cleanly, and the rest is done by the next", async () => {
  const first = start();
  await first.said("worker ready");
  await publishSlow();
  await expect.poll(count, soon).toBeGreaterThan(0);
  expect(await first.end("SIGTERM")).toBe(0);
  start();
  await expect.poll(report, soon).not.toBeNull();
  expect(await count()).toBe(2 * SCENARIOS);
});
