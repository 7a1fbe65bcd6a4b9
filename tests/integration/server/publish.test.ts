import { afterAll, beforeAll, expect, test } from "vitest";
import { publishDecision } from "#server/decision/publish-decision.ts";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import { publishProposal } from "#server/proposal/publish-proposal.ts";
import { publishScenario } from "#server/scenario/publish-scenario.ts";
import { publishWorld } from "#server/world/publish-world.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { lampInput, publishLamp, readLamp, valueOf, withPolicy } from "../../support/lamp-decision.ts";

let database: TestDatabase;
let lamp: DecisionFolder;
beforeAll(async () => {
  database = await createTestDatabase();
  lamp = await readLamp();
  await publishLamp(database.db, lamp);
});
afterAll(() => database.drop());

/** Everything that publishing may touch. */
const everything = async (): Promise<unknown> => ({
  worlds: await database.rows('select "hash", "version" from "WorldVersion" order by 1'),
  decisions: await database.rows('select * from "Decision" order by "id"'),
  proposals: await database.rows('select "proposalId", "version", "hash" from "ProposalVersion" order by 1, 2'),
  scenarios: await database.rows('select "scenarioId", "version", "hash" from "ScenarioVersion" order by 1, 2'),
  places: await database.rows('select * from "SuiteScenario" order by "suiteId", "position"'),
  activity: await database.rows('select * from "Activity" order by "id"'),
  jobs: await database.rows("select key, run_at from graphile_worker.jobs order by key"),
});
const jobs = (): Promise<readonly Record<string, unknown>[]> =>
  database.rows("select key, attempts from graphile_worker.jobs order by key");

test("a new decision has a job for every proposal, in the transaction that stored it", async () => {
  expect(await jobs()).toHaveLength(lamp.proposals.length);
  expect(await database.rows('select "sentence" from "Activity"')).toEqual([
    { sentence: "How bright lamps are: the decision was opened with 4 proposals and 3 scenarios." },
  ]);
});

test("publishing the same decision again changes nothing at all", async () => {
  const before = await everything();
  const again = valueOf(await publishDecision(database.db, lampInput(lamp)));
  expect(again.changed).toBe(false);
  valueOf(await publishWorld(database.db, lamp.world));
  expect(await everything()).toEqual(before);
});

test("a version and its job are rolled back together when the transaction fails at its very end", async () => {
  await database.rows(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused at commit'; end $$;
    create constraint trigger refuse after insert on "ProposalVersion" deferrable initially deferred
      for each row execute function refuse()`);
  const before = await everything();
  const changed = withPolicy(lamp, "DIM", "export function choose() { return 1; }");
  await expect(publishProposal(database.db, "lamp", changed)).rejects.toThrow("refused at commit");
  expect(await everything()).toEqual(before);
  await database.rows('drop trigger refuse on "ProposalVersion"');
});

test("a version is not stored when its job cannot be queued", async () => {
  await database.rows("alter function graphile_worker.add_jobs rename to add_jobs_away");
  const before = await everything();
  const changed = withPolicy(lamp, "DIM", "export function choose() { return 1; }");
  await expect(publishProposal(database.db, "lamp", changed)).rejects.toThrow();
  await database.rows("alter function graphile_worker.add_jobs_away rename to add_jobs");
  expect(await everything()).toEqual(before);
});

test("a changed policy is version 2 with one job of its own, and the old version stays", async () => {
  await database.rows("delete from graphile_worker._private_jobs");
  const changed = withPolicy(lamp, "DIM", "export function choose() { return 2; }");
  const added = valueOf(await publishProposal(database.db, "lamp", changed));
  expect(added).toMatchObject({ name: "DIM", version: 2, isNew: true });
  expect(await jobs()).toEqual([{ key: expect.stringContaining(added.hash), attempts: 0 }]);
  expect(
    await database.rows(
      'select "version" from "ProposalVersion" v join "Proposal" p on p."id" = v."proposalId" where "key" = $1 order by 1',
      ["DIM"],
    ),
  ).toEqual([{ version: 1 }, { version: 2 }]);
});

test("going back to an older policy is a new version with the old hash", async () => {
  const original = lamp.proposals.find(({ document }) => document.key === "DIM");
  if (original === undefined) throw new Error("the fixture has no proposal DIM");
  const added = valueOf(await publishProposal(database.db, "lamp", original));
  expect(added).toMatchObject({ version: 3, isNew: true });
});

test("two people who publish one proposal at once get two numbers", async () => {
  const both = await Promise.all(
    [6, 7].map((wanted) =>
      publishProposal(database.db, "lamp", withPolicy(lamp, "THROWS", `export function choose() { throw ${wanted}; }`)),
    ),
  );
  expect(both.map((result) => valueOf(result).version).toSorted((a, b) => a - b)).toEqual([2, 3]);
});

test("a new scenario has a job for every proposal and is the last row of its suite", async () => {
  await database.rows("delete from graphile_worker._private_jobs");
  const [first] = lamp.scenarios;
  if (first === undefined) throw new Error("the fixture has no scenario");
  const fresh = { text: first.text, scenario: { ...first.scenario, slug: "brand-new" } };
  const place = { decision: "lamp", suite: "basic" };
  expect(valueOf(await publishScenario(database.db, place, [fresh]))).toMatchObject([{ version: 1, isNew: true }]);
  expect(await jobs()).toHaveLength(lamp.proposals.length);
  const before = await everything();
  expect(valueOf(await publishScenario(database.db, place, [fresh]))).toMatchObject([{ version: 1, isNew: false }]);
  expect(await everything()).toEqual(before);
});

test("a proposal that the decision does not name any more leaves the matrix, and its versions stay", async () => {
  const fewer = lamp.proposals.filter(({ document }) => document.key !== "LOOPS");
  expect(valueOf(await publishDecision(database.db, lampInput(lamp, { proposals: fewer }))).changed).toBe(true);
  expect(await database.rows('select "position" from "Proposal" where "key" = $1', ["LOOPS"])).toEqual([
    { position: null },
  ]);
  expect(valueOf(await publishDecision(database.db, lampInput(lamp))).changed).toBe(true);
});

test("what cannot be published names its file and changes nothing", async () => {
  const before = await everything();
  const broken = withPolicy(lamp, "DIM", "export const a = 1;\nexport const b = '\0';");
  expect(await publishProposal(database.db, "lamp", broken)).toMatchObject({
    ok: false,
    error: { code: "INPUT_INVALID", problems: [{ file: "policy.ts", line: 2 }] },
  });
  expect(await publishProposal(database.db, "candle", broken)).toMatchObject({ ok: false });
  const twice = lampInput(lamp, { proposals: [...lamp.proposals, ...lamp.proposals] });
  expect(await publishDecision(database.db, twice)).toMatchObject({ ok: false, error: { code: "INPUT_INVALID" } });
  expect(await everything()).toEqual(before);
});

test("a decision, suite or world that is not there is answered with NOT_FOUND", async () => {
  const [proposal] = lamp.proposals;
  const [scenario] = lamp.scenarios;
  if (proposal === undefined || scenario === undefined) throw new Error("the fixture is empty");
  const { db } = database;
  const notFound = { ok: false, error: { code: "NOT_FOUND" } };
  expect(await publishProposal(db, "candle", proposal)).toMatchObject(notFound);
  expect(await publishScenario(db, { decision: "lamp", suite: "no" }, [scenario])).toMatchObject(notFound);
  expect(await publishDecision(db, lampInput(lamp, { worldHash: "0".repeat(64) }))).toMatchObject(notFound);
});
