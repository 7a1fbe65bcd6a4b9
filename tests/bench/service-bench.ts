/**
 * The service with a real PostgreSQL and one real worker process: how many cells it stores a second, and how long a person
 * waits between "posted" and the last of nine verdicts.
 */
import { once } from "node:events";
import pg from "pg";
import type { Database } from "#server/db/database.ts";
import { type DecisionInput, publishDecision } from "#server/decision/publish-decision.ts";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import { CHANNEL } from "#server/live/channel.ts";
import { publishScenario } from "#server/scenario/publish-scenario.ts";
import { publishWorld } from "#server/world/publish-world.ts";
import { valueOf } from "../support/lamp-decision.ts";
import { startWorker } from "../support/worker-process.ts";
import { median } from "./median.ts";

const COPIES = 100;
const PUBLICATIONS = 21;

export interface ServiceFigures {
  readonly cells: number;
  readonly cellsPerSecond: number;
  readonly publishToLastVerdictMs: number;
  readonly publishMs: number;
}

export async function benchService(db: Database, url: string, folder: DecisionFolder): Promise<ServiceFigures> {
  const listener = new pg.Client({ connectionString: url });
  await listener.connect();
  await listener.query(`listen ${CHANNEL}`);
  const worker = startWorker(url, { SANDBOX_CHILDREN: "2", LOG_LEVEL: "info" });
  try {
    await worker.said("worker ready");
    valueOf(await publishWorld(db, folder.world));
    // The shipped decision first: what follows meets a warm worker, as it would in a service.
    await publish(db, folder, { scenarios: folder.scenarios, suites: folder.suites });
    await waitFor(listener, () => isComplete(db));
    const load = copies(folder, COPIES);
    const before = await countCells(db);
    await publish(db, folder, load);
    const published = performance.now();
    await waitFor(listener, () => isComplete(db));
    const seconds = (performance.now() - published) / 1000;
    const cells = (await countCells(db)) - before;
    await publish(db, folder, { scenarios: folder.scenarios, suites: folder.suites });
    const waits = await measureWaits(db, listener, folder);
    return { cells, cellsPerSecond: cells / seconds, ...waits };
  } finally {
    await worker.end("SIGTERM");
    await listener.end();
  }
}

type Suites = Pick<DecisionInput, "scenarios" | "suites">;
const publish = async (db: Database, folder: DecisionFolder, parts: Suites): Promise<void> => {
  valueOf(await publishDecision(db, { ...folder, worldHash: folder.world.hash, ...parts }));
};

/** Every shipped scenario so many times, each with a text of its own, so that all are different cells. */
function copies(folder: DecisionFolder, count: number): Suites {
  const scenarios = Array.from({ length: count }, (_, copy) =>
    folder.scenarios.map(({ text, scenario }) => ({
      text,
      scenario: { ...scenario, slug: `${scenario.slug}-${copy}`, about: `${scenario.about} Copy ${copy}.` },
    })),
  ).flat();
  return {
    scenarios,
    suites: [{ slug: "load", title: "Load", scenarios: scenarios.map(({ scenario }) => scenario.slug) }],
  };
}

async function measureWaits(db: Database, listener: pg.Client, folder: DecisionFolder) {
  const [first] = folder.scenarios;
  const [suite] = folder.suites;
  if (first === undefined || suite === undefined) throw new Error("the decision has no scenario");
  const waitsMs: number[] = [];
  const publishedMs: number[] = [];
  for (let i = 0; i < PUBLICATIONS; i++) {
    const scenario = { ...first.scenario, slug: `posted-${i}`, about: `Posted as number ${i}.` };
    const started = performance.now();
    const [added] = valueOf(
      await publishScenario(db, { decision: folder.slug, suite: suite.slug }, [{ text: first.text, scenario }]),
    );
    publishedMs.push(performance.now() - started);
    await waitFor(listener, async () => {
      const { rows } = await db.pool.query<{ cells: number }>({
        name: "cells-of-scenario",
        text: 'select count(*)::int as cells from "Cell" where "scenarioHash" = $1',
        values: [added?.hash],
      });
      return rows[0]?.cells === folder.proposals.length;
    });
    waitsMs.push(performance.now() - started);
  }
  // The first ones warm what a service has warm.
  return { publishToLastVerdictMs: median(waitsMs.slice(3)), publishMs: median(publishedMs.slice(3)) };
}

async function countCells(db: Database): Promise<number> {
  const { rows } = await db.pool.query<{ cells: number }>('select count(*)::int as cells from "Cell"');
  return rows[0]?.cells ?? 0;
}

/** The report of the current versions is there. */
async function isComplete(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query<{ done: boolean }>(
    "select count(*) = 0 as done from graphile_worker.jobs where task_identifier = 'run-cells'",
  );
  return rows[0]?.done === true;
}

/** Looks at once and after every notification; the clock is only for a notification that came before the look ended. */
async function waitFor(listener: pg.Client, isDone: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const told = once(listener, "notification", { signal: AbortSignal.timeout(20) }).catch(() => null);
    if (await isDone()) return;
    if (performance.now() > deadline) throw new Error("the worker did not finish within two minutes");
    await told;
  }
}
