import { afterAll, expect, test } from "vitest";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import {
  honestPolicy,
  noLabel,
  oneLabel,
  resultsOf,
  runAll,
  runOne,
  shelfTypes,
  threeLabels,
  traceOf,
} from "../support/shelf-sandbox.ts";

const sandbox = createChildProcessSandbox({ children: 1 });
afterAll(() => sandbox.close());

test("a policy's hook replaces today's behaviour", async () => {
  const [today, honest] = [await runOne(sandbox, "", threeLabels), await runOne(sandbox, honestPolicy, threeLabels)];
  expect(resultsOf(today)).toEqual([null, "stuck", "stuck", "declined"]);
  expect(resultsOf(honest)).toEqual([null, "stuck", "declined", "declined"]);
  expect(traceOf(honest).end).toEqual({ kind: "completed" });
});

test("functions that are no hooks appear in the trace by their names, with the arguments they were given", async () => {
  const policy = `${shelfTypes}
    export const check_colour = (k: Kernel, box: number, colour: string): boolean => k.colour_of(box) === colour;
    function stick_checked(k: Kernel, slot: number, box: number, colour: string): string {
      return check_colour(k, box, colour) && k.stick_label(slot, box, colour) > 0 ? "stuck" : "declined";
    }
    export { stick_checked as vm_stick_checked };
    export function stick(k: Kernel, slot: number, box: number, colour: string): string {
      return stick_checked(k, slot, box, colour);
    }`;
  const calls = traceOf(await runOne(sandbox, policy)).steps[1]?.calls;
  expect(calls).toEqual([
    [0, "driver", "label", [0, 0, "red"], "stuck"],
    [1, "interface", "stick", [0, 0, "red"], "stuck"],
    [2, "interface", "vm_stick_checked", [0, 0, "red"], "stuck"],
    [3, "interface", "check_colour", [0, "red"], true],
    [4, "system", "colour_of", [0], "red"],
    [3, "system", "stick_label", [0, 0, "red"], 1],
  ]);
});

test("a function of the interface that throws is left in the trace, and its caller may go on", async () => {
  const policy = `${shelfTypes}
    export function risky(k: Kernel): number { throw new Error("no"); }
    export function calm(k: Kernel): number { return 7; }
    export function stick(k: Kernel): string {
      try { risky(k); } catch { calm(k); }
      return "declined";
    }`;
  const calls = traceOf(await runOne(sandbox, policy)).steps[1]?.calls;
  expect(calls?.slice(2)).toEqual([
    [2, "interface", "risky", [], null],
    [2, "interface", "calm", [], 7],
  ]);
});

test("a capability that is refused throws an error of the policy's own, which it may catch", async () => {
  const policy = `${shelfTypes}
    export function stick(k: Kernel): string {
      try { k.colour_of(99); } catch (error) {
        if (error instanceof TypeError && Object.getPrototypeOf(error) === TypeError.prototype) return "stuck";
      }
      return "declined";
    }`;
  expect(resultsOf(await runOne(sandbox, policy))).toEqual([null, "stuck"]);
});

test("a hook gets exactly its arguments, so that rest parameters see no empty slots", async () => {
  const policy = `${shelfTypes}
    export function stick(k: Kernel, ...given: (number | string)[]): string {
      return given.length === 3 ? "stuck" : "declined";
    }`;
  expect(resultsOf(await runOne(sandbox, policy))).toEqual([null, "stuck"]);
});

test("a policy asked again from within its own call works on the same instance", async () => {
  const policy = `${shelfTypes}
    let asked = 0;
    export function stick(k: Kernel, slot: number, box: number, colour: string): string {
      asked++;
      if (asked === 1) k.ask_again(slot, box, colour);
      return asked === 2 ? "stuck" : "declined";
    }`;
  expect(resultsOf(await runOne(sandbox, policy))).toEqual([null, "stuck"]);
});

test("the same bytes come in every order, in one isolate or several, from one child or several", async () => {
  const scenarios = [threeLabels, oneLabel, noLabel];
  const forwards = await runAll(sandbox, { policy: honestPolicy, scenarios });
  const backwards = await runAll(sandbox, { policy: honestPolicy, scenarios: scenarios.toReversed() });
  expect(backwards.toReversed()).toEqual(forwards);
  const other = createChildProcessSandbox({ children: 1 });
  try {
    for (const [index, scenario] of scenarios.entries()) {
      expect(await runOne(other, honestPolicy, scenario)).toEqual(forwards[index]);
    }
  } finally {
    await other.close();
  }
});

test("a policy that changes nothing at all may be an empty file", async () => {
  expect(resultsOf(await runOne(sandbox, "// today's behaviour\n"))).toEqual([null, "stuck"]);
});
