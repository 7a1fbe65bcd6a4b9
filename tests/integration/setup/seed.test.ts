import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "#setup/seed.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { LAMP_FOLDER } from "../../support/lamp-decision.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), "bakeoff-lamp-"));
  cpSync(LAMP_FOLDER, folder, { recursive: true });
});
afterAll(() => database.drop());

const TABLES = ["WorldVersion", "Decision", "Proposal", "ProposalVersion", "Suite", "Scenario", "SuiteScenario"].concat(
  ["ScenarioVersion", "Activity"],
);
const contents = async (): Promise<unknown> => {
  const tables = TABLES.map((table) => database.rows(`select to_jsonb(t) as row from "${table}" t order by 1`));
  const jobs = database.rows("select id, key, run_at, revision from graphile_worker.jobs order by id");
  return Promise.all([...tables, jobs]);
};
const versions = async (): Promise<unknown> => ({
  worlds: (await database.rows('select "version" from "WorldVersion"')).length,
  proposals: await database.rows('select "version" from "ProposalVersion" where "version" > 1'),
  scenarios: await database.rows('select "version" from "ScenarioVersion" where "version" > 1'),
});

test("a second seed changes nothing", async () => {
  expect(await seed(database.url, [folder])).toBe("lamp, 4 proposals, 3 scenarios");
  const before = await contents();
  expect(await seed(database.url, [folder])).toBe("lamp, 4 proposals, 3 scenarios, unchanged");
  expect(await contents()).toEqual(before);
});

test("a changed policy and a changed scenario are one new version each", async () => {
  appendFileSync(path.join(folder, "proposals/DIM/policy.ts"), "// dimmer\n");
  const scenario = path.join(folder, "scenarios/basic/low.yaml");
  writeFileSync(scenario, readFileSync(scenario, "utf8").replace("little light", "very little light"));
  await seed(database.url, [folder]);
  expect(await versions()).toEqual({ worlds: 1, proposals: [{ version: 2 }], scenarios: [{ version: 2 }] });
});

test("a changed world is a new version, and the decision moves to it", async () => {
  appendFileSync(path.join(folder, "world.ts"), "// brighter\n");
  await seed(database.url, [folder]);
  expect(
    await database.rows('select w."version" from "Decision" d join "WorldVersion" w on w."hash" = d."worldHash"'),
  ).toEqual([{ version: 2 }]);
});

test("a folder with mistakes publishes nothing, and every mistake is named with its place", async () => {
  const before = await contents();
  const scenario = path.join(folder, "scenarios/basic/high.yaml");
  writeFileSync(scenario, readFileSync(scenario, "utf8").replace("- light:", "- lihgt:"));
  await expect(seed(database.url, [folder])).rejects.toThrow(/high\.yaml:7:\d+: .*lihgt/);
  expect(await contents()).toEqual(before);
});
