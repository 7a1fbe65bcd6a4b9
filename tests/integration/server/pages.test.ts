import { afterAll, beforeAll, expect, test } from "vitest";
import { contentHash } from "#core/content-hash.ts";
import type { DecisionPage } from "#core/decision/decision-page.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { createCallerFactory } from "#server/api/procedure.ts";
import { appRouter } from "#server/api/router.ts";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import { readEnvironment } from "#server/env.ts";
import { createDecisionEvents, type DecisionEvents } from "#server/live/decision-events.ts";
import { createLog } from "#server/log.ts";
import { publishProposal } from "#server/proposal/publish-proposal.ts";
import { runCells } from "#server/run/run-cells.ts";
import { type Service, serviceOn } from "#server/service.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { publishLamp, readLamp, valueOf, withPolicy } from "../../support/lamp-decision.ts";

let database: TestDatabase;
let sandbox: Sandbox;
let events: DecisionEvents;
let service: Service;
let lamp: DecisionFolder;
let decisionId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = createChildProcessSandbox({ children: 1 });
  const log = createLog("setup", "silent");
  const environment = readEnvironment({ DATABASE_URL: database.url });
  events = createDecisionEvents(database.url, log);
  service = serviceOn(database.db, events, environment, log);
  lamp = await readLamp();
  decisionId = await publishLamp(database.db, lamp);
});
afterAll(async () => {
  await sandbox.close();
  await events.close();
  await database.drop();
});

async function runColumns(count: number): Promise<void> {
  const jobs = await database.rows(
    `select payload->>'proposalHash' as hash from graphile_worker._private_jobs order by id limit ${count}`,
  );
  for (const { hash } of jobs) await runCells(database.db, sandbox, { decisionId, proposalHash: String(hash) });
}
const decision = async (): Promise<DecisionPage> => valueOf(await service.getDecisionPage("lamp"));

test("before the first cell the matrix has gaps, no report, and says how many cells are missing", async () => {
  const page = await decision();
  expect(page.progress).toEqual({ done: 0, total: 12 });
  expect(page.report).toBeNull();
  expect(page.matrix.suites[0]?.rows.every(({ cells }) => cells.every((cell) => cell === null))).toBe(true);
  expect(page.stances).toEqual(["thrift"]);
  expect(page.limits).toEqual(["Lamps do not get warm."]);
});

test("whoever watches is told what is there, what comes, and the report at the end", async () => {
  const leaving = new AbortController();
  const seen = service.watchProgress("lamp", leaving.signal);
  expect((await seen.next()).value).toEqual({ done: 0, total: 12, report: null });
  await runColumns(4);
  for await (const progress of seen) if (progress.report !== null) break;
  leaving.abort();
  const page = await decision();
  expect(page.progress).toEqual({ done: 12, total: 12 });
  expect(page.report).toBe(contentHash(page.matrix));
});

test("a stance changes the cells of scenarios that declare it and no others", async () => {
  const choice = { stance: "thrift", columns: ["DIM", "TODAY"], folded: false };
  const { matrix } = valueOf(await service.getDecisionPage("lamp", choice));
  expect(matrix.stance).toBe("thrift");
  expect(matrix.columns.map(({ key }) => key)).toEqual(["TODAY", "DIM"]);
  expect(matrix.suites[0]?.rows.map(({ cells }) => cells.map((cell) => cell?.verdict))).toEqual([
    ["PASS", "PASS"],
    ["FAIL", "PASS"],
    ["N/A", "N/A"],
  ]);
  const unknown = valueOf(await service.getDecisionPage("lamp", { ...choice, stance: "none", columns: [] }));
  expect(unknown.matrix.stance).toBeNull();
});

test("while cells of a newer version are missing the last complete matrix is shown beside the progress", async () => {
  const before = await decision();
  await database.rows("delete from graphile_worker._private_jobs");
  valueOf(
    await publishProposal(database.db, "lamp", withPolicy(lamp, "DIM", "export function choose() { return 0; }")),
  );
  const pending = await decision();
  expect(pending.matrix).toEqual(before.matrix);
  expect(pending.report).toBe(before.report);
  expect(pending.progress).toEqual({ done: 9, total: 12 });
  const home = valueOf(await service.getHomePage());
  expect(home.decisions).toMatchObject([
    { slug: "lamp", proposals: 4, scenarios: 3, progress: { done: 9, total: 12 } },
  ]);
  await runColumns(1);
  const after = await decision();
  expect(after.matrix.columns.map(({ version }) => version)).toEqual([1, 2, 1, 1]);
  expect(after.report).not.toBe(before.report);
  expect(valueOf(await service.getReportPage(String(before.report).slice(0, 12))).matrix).toEqual(before.matrix);
});

test("what moved is told newest first, and the next page of the home page is empty", async () => {
  const home = valueOf(await service.getHomePage());
  expect(home.moved.map(({ sentence }) => sentence.replace(/report \w+/, "report ..."))).toEqual([
    "How bright lamps are: the matrix is complete (12 cells, report ...).",
    "How bright lamps are: version 2 of DIM was published.",
    "How bright lamps are: the matrix is complete (12 cells, report ...).",
    "How bright lamps are: the decision was opened with 4 proposals and 3 scenarios.",
  ]);
  expect(home.next).toBeNull();
  const [first] = home.decisions;
  expect(valueOf(await service.getHomePage(`${first?.activityAt}_${decisionId}`)).decisions).toEqual([]);
});

test("a proposal's page shows its version, its contract in the world's order, and its cells with predictions", async () => {
  const newest = valueOf(await service.getProposalPage("lamp", "DIM"));
  expect(newest.versions.map(({ version }) => version)).toEqual([2, 1]);
  expect(newest.contract.map(({ title, text }) => [title, text])).toEqual([
    ["Who decides", "DIM"],
    ["Cost", null],
  ]);
  const first = valueOf(await service.getProposalPage("lamp", "DIM", 1));
  expect(first.cells.map(({ scenario, predicted, cell }) => [scenario, predicted, cell?.verdict])).toEqual([
    ["low", "PASS", "PASS"],
    ["high", "FAIL", "FAIL"],
    ["no-current", null, "N/A"],
  ]);
});

test("a scenario's page shows its text byte for byte and its row", async () => {
  const page = valueOf(await service.getScenarioPage("lamp", "high"));
  expect(page.text).toBe(lamp.scenarios.find(({ scenario }) => scenario.slug === "high")?.text);
  expect(page.columns).toHaveLength(4);
  expect(page.cells.map((cell) => cell?.verdict)).toEqual(["PASS", "FAIL", "ERR", "ERR"]);
});

test("a cell is found by any unique beginning of its address of at least six digits, and has its trace", async () => {
  const hash = (await decision()).matrix.suites[0]?.rows[0]?.cells[0]?.hash ?? "";
  for (const prefix of [hash, hash.slice(0, 12), hash.slice(0, 6).toUpperCase()]) {
    const page = valueOf(await service.getCellPage(prefix));
    expect(page.hash).toBe(hash);
    expect(page.trace?.steps.map(({ call }) => call)).toEqual(["hang", "light"]);
    expect(page.inputs).toMatchObject({ proposal: { key: "TODAY" }, scenario: { slug: "low" }, seed: 0 });
    expect(page.predicted).toBe("PASS");
  }
  expect(await service.getCellPage(hash.slice(0, 5))).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
});

test("an ambiguous beginning lists the addresses that begin so, at most twenty", async () => {
  const copies = Array.from({ length: 25 }, (_, index) => `abcdef${String(index).padStart(58, "0")}`);
  await database.rows(
    `insert into "Cell" select copy, "worldHash", "proposalHash", "scenarioHash", "engine", 1, "verdict", "step", "reason",
       "judgements", "outcome", "trace", "traceHash", now()
     from (select * from "Cell" limit 1) c, unnest($1::text[]) copy`,
    [copies],
  );
  expect(await service.getCellPage("abcdef")).toMatchObject({
    ok: false,
    error: { code: "AMBIGUOUS_PREFIX", candidates: copies.slice(0, 20) },
  });
  expect(await service.getCellPage(`abcdef${"0".repeat(57)}`)).toMatchObject({
    ok: false,
    error: { code: "AMBIGUOUS_PREFIX", candidates: copies.slice(0, 10) },
  });
});

test("a cell whose input is not stored any more says which, and shows nothing in its place", async () => {
  const hash = (await decision()).matrix.suites[0]?.rows[0]?.cells[0]?.hash ?? "";
  const [cell] = await database.rows('select "scenarioHash" from "Cell" where "hash" = $1', [hash]);
  await database.rows('update "ScenarioVersion" set "hash" = $2 where "hash" = $1', [
    cell?.["scenarioHash"],
    "0".repeat(64),
  ]);
  const gone = await service.getCellPage(hash);
  expect(gone).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
  expect(gone.ok ? "" : gone.error.sentence).toContain(`scenario version ${cell?.["scenarioHash"]}`);
  await database.rows('update "ScenarioVersion" set "hash" = $1 where "hash" = $2', [
    cell?.["scenarioHash"],
    "0".repeat(64),
  ]);
});

test("a world's page shows its files in the order of their paths and the decisions in it", async () => {
  const page = valueOf(await service.getWorldPage("lamp"));
  expect(page.files.map(({ path }) => path)).toEqual(["world.ts"]);
  expect(page.decisions).toEqual([{ slug: "lamp", title: "How bright lamps are" }]);
  expect(Object.keys(page.manifest.dimensions)).toEqual(["who", "cost"]);
});

test("names that cannot be are not found, whatever they are made of", async () => {
  const notFound = { ok: false, error: { code: "NOT_FOUND" } };
  for (const name of ["candle", "", "\0", "\ud800", "'; drop table", "x".repeat(5000)]) {
    expect(await service.getDecisionPage(name)).toMatchObject(notFound);
    expect(await service.getProposalPage("lamp", name)).toMatchObject(notFound);
    expect(await service.getScenarioPage("lamp", name)).toMatchObject(notFound);
    expect(await service.getCellPage(name)).toMatchObject(notFound);
    expect(await service.getWorldPage(name)).toMatchObject(notFound);
  }
  for (const version of [0, -1, 1.5, 2 ** 40]) {
    expect(await service.getProposalPage("lamp", "DIM", version)).toMatchObject(notFound);
  }
  expect(valueOf(await service.getHomePage("nonsense")).decisions).toHaveLength(1);
});

test("over the wire a failure keeps its code, its sentence and its candidates", async () => {
  const caller = createCallerFactory(appRouter)({ service });
  await expect(caller.cell.get({ hash: "abcdef" })).rejects.toMatchObject({
    code: "CONFLICT",
    cause: { failure: { code: "AMBIGUOUS_PREFIX" } },
  });
  await expect(caller.decision.get({ slug: "candle" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await caller.decision.get({ slug: "lamp" })).slug).toBe("lamp");
});

test("the number of statements of a page does not grow with the matrix", async () => {
  const statements = async (): Promise<number> => {
    const { pool } = database.db;
    let count = 0;
    const addOne = (): void => {
      count += 1;
    };
    pool.on("acquire", addOne);
    await service.getDecisionPage("lamp");
    await service.getProposalPage("lamp", "DIM");
    await service.getScenarioPage("lamp", "low");
    await service.getHomePage();
    pool.off("acquire", addOne);
    return count;
  };
  const small = await statements();
  const [first] = lamp.scenarios;
  if (first === undefined) throw new Error("the fixture has no scenario");
  const more = Array.from({ length: 40 }, (_, index) => ({
    text: first.text,
    scenario: { ...first.scenario, slug: `more-${index}` },
  }));
  await publishLamp(database.db, lamp, {
    scenarios: [...lamp.scenarios, ...more],
    suites: [{ slug: "basic", title: "Basic", scenarios: more.map(({ scenario }) => scenario.slug) }],
  });
  await runColumns(9);
  expect((await decision()).progress).toEqual({ done: 160, total: 160 });
  expect(await statements()).toBe(small);
});
