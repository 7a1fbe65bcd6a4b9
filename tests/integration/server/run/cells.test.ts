import { afterAll, beforeAll, expect, test } from "vitest";
import { proposalHash } from "#core/proposal/proposal-hash.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { getDecisionPage } from "#server/decision/get-decision-page.ts";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import type { ComputedCell } from "#server/run/compute-cells.ts";
import { computeCells } from "#server/run/compute-cells.ts";
import { findRun } from "#server/run/find-run.ts";
import { recordCells } from "#server/run/record-cells.ts";
import { runCells } from "#server/run/run-cells.ts";
import { createTestDatabase, type TestDatabase } from "../../../support/database.ts";
import { publishLamp, readLamp, valueOf } from "../../../support/lamp-decision.ts";

let database: TestDatabase;
let sandbox: Sandbox;
let lamp: DecisionFolder;
let decisionId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = createChildProcessSandbox({ children: 1 });
  lamp = await readLamp();
  decisionId = await publishLamp(database.db, lamp);
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

const jobOf = (key: string) => {
  const source = lamp.proposals.find(({ document }) => document.key === key);
  if (source === undefined) throw new Error(`the fixture has no proposal ${key}`);
  return { decisionId, proposalHash: proposalHash(source) };
};
const stored = (): Promise<readonly Record<string, unknown>[]> => database.rows('select * from "Cell" order by "hash"');

async function compute(key: string): Promise<readonly ComputedCell[]> {
  const run = await findRun(database.db, jobOf(key));
  if (run === null) throw new Error("there is nothing to compute");
  return Array.fromAsync(computeCells(sandbox, run));
}

test("recording the same cells twice, in another order and with one twice in a batch, stores each once", async () => {
  const cells = await compute("TODAY");
  expect(await recordCells(database.db.pool, decisionId, cells)).toBe(3);
  const before = await stored();
  const again = [...cells].reverse().concat(cells.slice(0, 1));
  expect(await recordCells(database.db.pool, decisionId, again)).toBe(0);
  expect(await stored()).toEqual(before);
});

test("a cell that was stopped from outside gives way to a later answer, and never the other way round", async () => {
  const [cell] = await compute("DIM");
  if (cell === undefined) throw new Error("no cell was computed");
  const late: ComputedCell = {
    ...cell,
    outcome: { kind: "timed-out", afterMs: 2000 },
    traceText: null,
    traceHash: null,
    judgements: { default: { verdict: "TIME", step: null, reason: "Stopped.", expectations: [] }, stances: {} },
  };
  expect(await recordCells(database.db.pool, decisionId, [late])).toBe(1);
  expect(await recordCells(database.db.pool, decisionId, [cell])).toBe(1);
  const before = await stored();
  expect(await recordCells(database.db.pool, decisionId, [late])).toBe(0);
  expect(await stored()).toEqual(before);
});

test("texts that PostgreSQL cannot hold are stored with a replacement character and hold nothing up", async () => {
  const [cell] = await compute("THROWS");
  if (cell === undefined) throw new Error("no cell was computed");
  const message = `no\0light ${"\u{1F4A1}".slice(0, 1)}`;
  const odd: ComputedCell = {
    ...cell,
    address: "0".repeat(63).concat("1"),
    outcome: { kind: "traced", thrown: { message, frames: [] } },
    judgements: { ...cell.judgements, default: { ...cell.judgements.default, reason: message } },
  };
  expect(await recordCells(database.db.pool, decisionId, [odd])).toBe(1);
  const [row] = await database.rows('select "reason", "outcome" from "Cell" where "hash" = $1', [odd.address]);
  expect(row).toEqual({
    reason: "no\u{FFFD}light \u{FFFD}",
    outcome: { kind: "traced", thrown: { message: "no\u{FFFD}light \u{FFFD}", frames: [] } },
  });
  await database.rows('delete from "Cell" where "hash" = $1', [odd.address]);
});

test("a policy that throws and one that never ends have ERR in their own columns and nowhere else", async () => {
  for (const { document } of lamp.proposals) await runCells(database.db, sandbox, jobOf(document.key));
  const { matrix, progress, report } = valueOf(await getDecisionPage(database.db, "lamp"));
  expect(progress).toEqual({ done: 12, total: 12 });
  expect(report).not.toBeNull();
  const verdicts = matrix.suites[0]?.rows.map(({ slug, cells }) => [slug, ...cells.map((cell) => cell?.verdict)]);
  expect(matrix.columns.map(({ key }) => key)).toEqual(["TODAY", "DIM", "THROWS", "LOOPS"]);
  expect(verdicts).toEqual([
    ["low", "PASS", "PASS", "ERR", "ERR"],
    ["high", "PASS", "FAIL", "ERR", "ERR"],
    ["no-current", "N/A", "N/A", "N/A", "N/A"],
  ]);
});

test("a column that is complete computes nothing and leaves the report as it is", async () => {
  const before = await database.rows('select * from "Report"');
  const activity = await database.rows('select * from "Activity"');
  expect(await runCells(database.db, sandbox, jobOf("TODAY"))).toBe(0);
  expect(await database.rows('select * from "Report"')).toEqual(before);
  expect(await database.rows('select * from "Activity"')).toEqual(activity);
});

test("one column asked for twice at once is computed once", async () => {
  await database.rows('delete from "Cell"');
  await database.rows('update "Decision" set "completeUnder" = null');
  const both = await Promise.all([0, 1].map(() => runCells(database.db, sandbox, jobOf("TODAY"))));
  expect(both.toSorted((a, b) => a - b)).toEqual([0, 3]);
});

test("a job of a decision or a version that is gone ends without an error", async () => {
  const nowhere = { decisionId: "00000000-0000-7000-8000-000000000000", proposalHash: "0".repeat(64) };
  expect(await runCells(database.db, sandbox, nowhere)).toBe(0);
});
