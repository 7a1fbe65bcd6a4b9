import { expect, type PlaywrightTestArgs, test } from "@playwright/test";
import pg from "pg";
import { type Database, openDatabase } from "#server/db/database.ts";
import { createLog } from "#server/log.ts";
import { startEmbeddedPostgres } from "#setup/embedded-postgres.ts";
import { migrate } from "#setup/migrate.ts";
import { manyScenarios, publishLamp, readLamp, SLOW_POLICY, withPolicy } from "../support/lamp-decision.ts";
import { ownPostgresFolder } from "../support/own-postgres.ts";
import { startWeb } from "../support/web-process.ts";
import { startWorker } from "../support/worker-process.ts";

const SCENARIOS = 300;
const PATIENCE = { timeout: 60_000, intervals: [50] };

test("killing the worker, the web and PostgreSQL in the middle of a run ends in the same matrix, each cell once", async ({
  request,
}) => {
  test.setTimeout(180_000);
  const folder = ownPostgresFolder();
  let postgres = await startEmbeddedPostgres({ dataDir: folder.dataDir });
  const calmUrl = await createDatabase(postgres.url, "calm");
  await migrate(postgres.url);
  await migrate(calmUrl);
  const db = open(postgres.url);
  let worker = startWorker(postgres.url);
  let web = await startWeb(postgres.url);
  const port = Number(new URL(web.address).port);
  try {
    await worker.said("worker ready");
    await publishSlow(db);
    await expect.poll(() => count(db), PATIENCE).toBeGreaterThan(0);
    await worker.end("SIGKILL");
    await expect.poll(() => progressOf(request, web.address), PATIENCE).toMatchObject({ total: 4 * SCENARIOS });
    await web.end("SIGKILL");
    expect(await isComplete(db)).toBe(false);

    worker = startWorker(postgres.url);
    web = await startWeb(postgres.url, port);
    const before = await count(db);
    await expect.poll(() => count(db), PATIENCE).toBeGreaterThan(before);
    process.kill(postgres.pid, "SIGKILL");
    await postgres.exited;
    await expect.poll(() => statusOf(request, `${web.address}/d/lamp`), PATIENCE).toBe(503);
    postgres = await startEmbeddedPostgres({ dataDir: folder.dataDir, port: postgres.port });

    await expect.poll(() => isComplete(db).catch(() => false), PATIENCE).toBe(true);
    await expect.poll(() => statusOf(request, `${web.address}/d/lamp`), PATIENCE).toBe(200);
    const matrix = await matrixOf(request, web.address);
    expect(await count(db)).toBe(4 * SCENARIOS);
    expect(await worker.end("SIGTERM")).toBe(0);
    expect(await web.end("SIGTERM")).toBe(0);
    expect(matrix).toEqual(await undisturbedMatrix(request, calmUrl));
  } finally {
    await worker.end("SIGKILL");
    await web.end("SIGKILL");
    await db.close();
    await postgres.stop();
    folder.remove();
  }
});

async function undisturbedMatrix(request: Request, url: string): Promise<unknown> {
  const db = open(url);
  const worker = startWorker(url);
  const web = await startWeb(url);
  try {
    await worker.said("worker ready");
    await publishSlow(db);
    await expect.poll(() => isComplete(db), PATIENCE).toBe(true);
    await expect.poll(() => statusOf(request, `${web.address}/d/lamp`), PATIENCE).toBe(200);
    return await matrixOf(request, web.address);
  } finally {
    await worker.end("SIGTERM");
    await web.end("SIGTERM");
    await db.close();
  }
}

type Request = PlaywrightTestArgs["request"];
const open = (url: string): Database => openDatabase({ url, name: "test", max: 4, log: createLog("setup", "silent") });
const count = (db: Database): Promise<number> => db.prisma.cell.count().catch(() => -1);
const isComplete = async (db: Database): Promise<boolean> => (await db.prisma.report.count()) > 0;
const statusOf = (request: Request, address: string): Promise<number> =>
  request.get(address).then(
    (response) => response.status(),
    () => 0,
  );
const documentOf = async (request: Request, address: string): Promise<Record<string, unknown>> => {
  const document: unknown = await (await request.get(`${address}/d/lamp.json`)).json();
  if (typeof document !== "object" || document === null) throw new Error("the JSON of a page is an object");
  return { ...document };
};
const progressOf = (request: Request, address: string): Promise<unknown> =>
  documentOf(request, address).then(
    (document) => document["progress"],
    () => null,
  );
const matrixOf = async (request: Request, address: string): Promise<unknown> =>
  (await documentOf(request, address))["matrix"];

async function publishSlow(db: Database): Promise<void> {
  const lamp = await readLamp();
  await publishLamp(db, lamp, {
    ...manyScenarios(lamp, SCENARIOS),
    proposals: [
      withPolicy(lamp, "TODAY", SLOW_POLICY),
      withPolicy(lamp, "DIM", SLOW_POLICY),
      ...lamp.proposals.slice(2),
    ],
  });
}

/** Beside the one that the address names, on the same server. */
async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database "${name}"`);
  await client.end();
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
