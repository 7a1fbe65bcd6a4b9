import { expect, test } from "vitest";
import { findLaunches } from "#sandbox/host/child-hardening.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import {
  attackThenHonest,
  honestPolicy,
  oneLabel,
  runAll,
  runOne,
  shelfSource,
  threeLabels,
} from "../support/shelf-sandbox.ts";

/** Answers the scenario with one label, and hangs in that with three. */
const hangAtThree = attackThenHonest("if (slot === 1) Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);");
const longDeadline = { deadlineMs: 60_000 };

test("the active protections are reported", async () => {
  const said: string[] = [];
  const sandbox = createChildProcessSandbox({ children: 1, log: (message) => said.push(message) });
  try {
    await sandbox.describe(shelfSource);
    expect(said[0]).toMatch(/^sandbox: children run with .*node permission model/);
  } finally {
    await sandbox.close();
  }
});

test("where no tool for protection is there, the last way to start is Node alone", () => {
  const last = findLaunches("/usr/bin/node", "/x/addon.node").at(-1);
  expect(last).toMatchObject({ command: "/usr/bin/node", layers: [] });
  expect(last?.args.filter((flag) => !/^--(?:no-node-snapshot|m(?:in|ax)-semi-space-size=\d+)$/.test(flag))).toEqual(
    [],
  );
});

test("requests beyond the number of children wait, and all are answered", async () => {
  const sandbox = createChildProcessSandbox({ children: 2 });
  try {
    const all = await Promise.all(
      [1, 2, 3, 4, 5].map(() => runAll(sandbox, { policy: honestPolicy, scenarios: [oneLabel, threeLabels] })),
    );
    expect(new Set(all.map((outcomes) => JSON.stringify(outcomes))).size).toBe(1);
  } finally {
    await sandbox.close();
  }
});

test("a request that is called off stops at once and leaves the sandbox usable", async () => {
  const sandbox = createChildProcessSandbox({ children: 1 });
  try {
    const off = new AbortController();
    const request = {
      world: shelfSource,
      policy: hangAtThree,
      scenarios: [oneLabel, threeLabels],
      seed: 0,
      limits: longDeadline,
    };
    const outcomes = sandbox.run(request, off.signal)[Symbol.asyncIterator]();
    expect((await outcomes.next()).value?.index).toBe(0);
    off.abort(new Error("called off"));
    await expect(outcomes.next()).rejects.toThrow("called off");
    expect((await runOne(sandbox, honestPolicy)).kind).toBe("traced");
  } finally {
    await sandbox.close();
  }
});

test("a reader who stops reading leaves the sandbox usable", async () => {
  const sandbox = createChildProcessSandbox({ children: 1 });
  try {
    for await (const _ of sandbox.run({
      world: shelfSource,
      policy: honestPolicy,
      scenarios: [oneLabel, oneLabel],
      seed: 0,
    }))
      break;
    expect((await runOne(sandbox, honestPolicy)).kind).toBe("traced");
  } finally {
    await sandbox.close();
  }
});

test("closing ends requests that still run", async () => {
  const sandbox = createChildProcessSandbox({ children: 1 });
  const request = {
    world: shelfSource,
    policy: hangAtThree,
    scenarios: [oneLabel, threeLabels],
    seed: 0,
    limits: longDeadline,
  };
  const outcomes = sandbox.run(request)[Symbol.asyncIterator]();
  await outcomes.next();
  const refused = expect(outcomes.next()).rejects.toThrow("closed");
  await sandbox.close();
  await refused;
});
