/**
 * What the sandbox costs: the same world, policy and scenarios on bare V8 (the world kit's runner in this process, policy
 * called directly) and through the port (child process, two realms, fuel, fresh instances, transport of the traces).
 * Both sides take a scenario as text, run it twice and compare the traces, as for every cell. Rounds alternate, so that both
 * see the same machine.
 */
import { readFileSync } from "node:fs";
import { toProgram } from "#core/scenario/to-program.ts";
import type { Sandbox, SandboxRequest } from "#sandbox/sandbox.ts";
import type { DecisionFolder } from "#server/decision/read-decision-folder.ts";
import type { Program } from "#world-kit/program.ts";
import { createRunner } from "#world-kit/run-program.ts";
import * as policy from "#worlds/pfn-cachemode/proposals/O4d/policy.ts";
import { world } from "#worlds/pfn-cachemode/world.ts";
import { createDirectPolicyPort } from "../support/direct-policy-port.ts";
import { median } from "./median.ts";
import { twentySteps } from "./twenty-steps.ts";

const ROUNDS = 5;
/** Enough that the first seconds of a fresh isolate, in which its code is still interpreted, do not count for much. */
const SCENARIOS = 6000;

export interface SandboxFigures {
  readonly bareScenariosPerSecond: number;
  readonly sandboxScenariosPerSecond: number;
  readonly ratio: number;
  readonly setUpMs: number;
}

export async function benchSandbox(sandbox: Sandbox, { world: folderWorld }: DecisionFolder): Promise<SandboxFigures> {
  const programs = Array.from({ length: SCENARIOS }, (_, i) => toProgram(twentySteps(i), folderWorld.manifest));
  const texts = programs.map((program) => JSON.stringify(program));
  const runner = createRunner(world);
  const direct = createDirectPolicyPort(world, runner.port, policy);
  const source = readFileSync(
    new URL("../../src/worlds/pfn-cachemode/proposals/O4d/policy.ts", import.meta.url),
    "utf8",
  );
  const request = (scenarios: SandboxRequest["scenarios"], text = source): SandboxRequest => ({
    world: { files: folderWorld.files },
    policy: text,
    scenarios,
    seed: 0,
  });

  const bare = (): number => {
    const started = performance.now();
    for (const text of texts) {
      const program: Program = JSON.parse(text);
      if (runner.run(program, direct, 0) !== runner.run(program, direct, 0)) throw new Error("two runs differ");
    }
    return (2 * SCENARIOS) / ((performance.now() - started) / 1000);
  };
  const inSandbox = async (): Promise<number> => {
    const started = performance.now();
    for await (const { outcome } of sandbox.run(request(programs)))
      if (outcome.kind !== "traced") throw new Error(`the benchmark's policy ended with ${outcome.kind}`);
    return (2 * SCENARIOS) / ((performance.now() - started) / 1000);
  };
  bare();
  await inSandbox();
  const bareRates: number[] = [];
  const sandboxRates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bareRates.push(bare());
    sandboxRates.push(await inSandbox());
  }
  return {
    bareScenariosPerSecond: median(bareRates),
    sandboxScenariosPerSecond: median(sandboxRates),
    ratio: median(sandboxRates.map((rate, i) => rate / (bareRates[i] ?? Number.NaN))),
    setUpMs: await measureSetUp(),
  };

  /** A whole request with one scenario of one step, policy already compiled: isolate, realms, world, policy, one run. */
  async function measureSetUp(): Promise<number> {
    const [first] = programs;
    if (first === undefined) throw new Error("no program");
    const short = { ...first, steps: first.steps.slice(0, 1) };
    const timesMs: number[] = [];
    for (let i = 0; i < 40; i++) {
      const started = performance.now();
      for await (const _ of sandbox.run(request([short]))) continue;
      timesMs.push(performance.now() - started);
    }
    return median(timesMs.slice(10));
  }
}
