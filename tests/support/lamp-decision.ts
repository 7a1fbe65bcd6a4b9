/** The decision of tests/fixtures/decisions/lamp, whole or with parts of it replaced. */

import type { Failure } from "#core/error-code.ts";
import type { ProposalSource } from "#core/proposal/proposal.ts";
import type { Result } from "#core/result.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import type { Database } from "#server/db/database.ts";
import { type DecisionInput, publishDecision } from "#server/decision/publish-decision.ts";
import { type DecisionFolder, readDecisionFolder } from "#server/decision/read-decision-folder.ts";
import { publishWorld } from "#server/world/publish-world.ts";

export const LAMP_FOLDER = new URL("../fixtures/decisions/lamp", import.meta.url).pathname;

export async function readLamp(): Promise<DecisionFolder> {
  const sandbox = createChildProcessSandbox({ children: 1 });
  try {
    return valueOf(await readDecisionFolder(sandbox, LAMP_FOLDER));
  } finally {
    await sandbox.close();
  }
}

export const lampInput = (folder: DecisionFolder, changes: Partial<DecisionInput> = {}): DecisionInput => ({
  ...folder,
  worldHash: folder.world.hash,
  ...changes,
});

/** The world, and the decision in it. Its id. */
export async function publishLamp(
  db: Database,
  folder: DecisionFolder,
  changes: Partial<DecisionInput> = {},
): Promise<string> {
  valueOf(await publishWorld(db, folder.world));
  return valueOf(await publishDecision(db, lampInput(folder, changes))).id;
}

/** The proposal of this key with another policy. */
export function withPolicy(folder: DecisionFolder, key: string, policy: string): ProposalSource {
  const proposal = folder.proposals.find(({ document }) => document.key === key);
  if (proposal === undefined) throw new Error(`the fixture has no proposal ${key}`);
  return { ...proposal, policy };
}

/** So many scenarios, made from the first one, in one suite. */
export function manyScenarios(folder: DecisionFolder, count: number): Pick<DecisionInput, "scenarios" | "suites"> {
  const [first] = folder.scenarios;
  if (first === undefined) throw new Error("the fixture has no scenario");
  const scenarios = Array.from({ length: count }, (_, index) => ({
    text: first.text,
    scenario: { ...first.scenario, slug: `low-${index}`, about: `Copy ${index}.` },
  }));
  return {
    scenarios,
    suites: [{ slug: "many", title: "Many", scenarios: scenarios.map(({ scenario }) => scenario.slug) }],
  };
}

/** Busy for some milliseconds in every scenario, and always in the same way. */
export const SLOW_POLICY = `
export function choose(_, lamp: number, wanted: number): number {
  let sum = 0;
  for (let i = 0; i < 80000; i++) sum = (sum * 31 + i) % 65521;
  return sum < 0 ? 0 : wanted;
}
`;

export function valueOf<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.sentence} ${JSON.stringify(result.error.problems ?? [])}`);
}
