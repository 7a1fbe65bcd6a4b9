import { describe, expect, test } from "vitest";
import { createRunner } from "#world-kit/run-program.ts";
import { shelfWorld } from "../../fixtures/worlds/shelf-world.ts";
import { createDirectPolicyPort } from "../../support/direct-policy-port.ts";
import { portAnswering, runShelf, type ShelfStep, type Stick } from "../../support/run-shelf.ts";

const put: ShelfStep = ["put", { as: "v", boxes: 3 }];
const label: ShelfStep = ["label", { slot: 0, box: "v[0]", colour: "red" }];
const steps: readonly ShelfStep[] = [put, label, ["take"]];

describe("a policy", () => {
  test("that throws ends the run at that step, in that hook", () => {
    const { trace, last } = runShelf(steps, {
      stick: ((k, slot, box) => {
        k.stick_label?.(slot, box, "red");
        throw null;
      }) satisfies Stick,
    });
    expect(trace.end).toEqual({ kind: "threw", step: 2, hook: "stick" });
    expect(trace.steps).toHaveLength(2);
    expect(last).toMatchObject({ result: null, metrics: { labels_stuck: 1 }, violations: [] });
    expect(last.changes).toHaveLength(2);
  });

  test.each([
    ["an object", {}],
    ["nothing", undefined],
    ["null", null],
    ["a word that the hook does not have", "glued"],
    ["a number for a word", 0],
    ["a string object", Object("stuck")],
  ])("that answers %s has a bad result", (_, answer) => {
    const { trace } = runShelf(steps, { stick: () => answer });
    expect(trace.end).toEqual({ kind: "bad-result", step: 2, hook: "stick" });
  });

  test.each([10, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "4"])(
    "that answers %s for a number from 0 to 9 has a bad result",
    (answer) => {
      const { trace } = runShelf([put, ["load", { box: "v[0]" }]], { weigh: () => answer });
      expect(trace.end).toEqual({ kind: "bad-result", step: 2, hook: "weigh" });
    },
  );

  test.each([
    ["fuel", "out-of-fuel"],
    ["stack", "stack"],
    ["memory", "out-of-memory"],
    ["nesting", "stack"],
    ["capability-outside-call", "threw"],
  ] as const)("that the sandbox stopped for %s ends the run as %s", (fatal, kind) => {
    const { trace, last } = runShelf(steps, portAnswering(3, fatal));
    expect(trace.end).toEqual({ kind, step: 2, hook: "stick" });
    // How far it got before the engine gave up differs from machine to machine.
    expect(last.calls).toHaveLength(fatal === "stack" || fatal === "memory" ? 0 : 2);
  });

  test("that calls itself without end, directly, ends as stack", () => {
    const fall = (n: number): string => `${fall(n + 1)}`;
    expect(runShelf(steps, { stick: () => fall(0) }).trace.end).toEqual({ kind: "stack", step: 2, hook: "stick" });
  });

  test("that has the world ask it again and again ends as stack at the twelfth call inside a call", () => {
    let asked = 0;
    const { trace, last } = runShelf(steps, {
      stick: ((k, slot, box, colour) => {
        asked++;
        return k.ask_again?.(slot, box, colour);
      }) satisfies Stick,
    });
    expect(trace.end).toEqual({ kind: "stack", step: 2, hook: "stick" });
    expect(asked).toBe(12);
    expect(last.calls).toHaveLength(1 + 12 * 2 + 1);
  });

  test("that swallows the end of the run gets nowhere", () => {
    const { trace, last } = runShelf(steps, {
      stick: ((k, slot, box) => {
        try {
          k.give_up?.();
        } catch {
          try {
            k.stick_label?.(slot, box, "red");
          } catch {
            return "stuck";
          }
        }
        return "stuck";
      }) satisfies Stick,
    });
    expect(trace.end).toEqual({ kind: "not-applicable", step: 2, reason: "somebody gave up" });
    expect(last.changes).toEqual([]);
  });
});

describe("a world", () => {
  test("that says the question is void ends the run as not applicable", () => {
    const { trace } = runShelf([put, ["repaint", { boxes: "v", colour: "red", flags: ["FAST"] }]]);
    expect(trace.end).toEqual({ kind: "not-applicable", step: 2, reason: "nobody paints fast without an audit" });
  });

  test.each([
    ["throw", "exception in step stumble"],
    ["metric", 'metric "tears" cannot be counted up by 1'],
    ["bind", '"ghost" cannot be bound to 1 of box from 0 on'],
    ["answer", "step stumble answered something that is no primitive"],
    ["hook", "hook weigh was given an object"],
    ["layer", '"dig" was entered on a layer that is not there'],
    ["recurse", "exception in step stumble"],
  ])("with a mistake (%s) is at fault, in words without text of the engine", (how, reason) => {
    const { trace, last } = runShelf([put, ["stumble", { how }]]);
    expect(trace.end).toEqual({ kind: "world-fault", step: 2, reason });
    expect(last.result).toBeNull();
  });

  test("whose capability throws is at fault, and the policy cannot go on", () => {
    const { trace } = runShelf(steps, {
      stick: ((k) => {
        try {
          k.stumble?.();
        } catch {
          return "stuck";
        }
        return "stuck";
      }) satisfies Stick,
    });
    expect(trace.end).toEqual({ kind: "world-fault", step: 2, reason: "exception in capability stumble" });
  });

  test("that leaves its schema is at fault, with the path that broke it", () => {
    const load: ShelfStep = ["load", { box: "v[1]" }];
    const { trace, last } = runShelf([put, load, load, load]);
    const reason = "boxes[1].weight: 13 is not a whole number from 0 to 9";
    expect(trace.end).toEqual({ kind: "world-fault", step: 4, reason });
    expect(last.changes).toEqual([]);
    expect(runShelf([put]).trace.end).toEqual({ kind: "completed" });
  });

  test("that catches the end of a run cannot go on with it", () => {
    const { trace, last } = runShelf([put, ["stumble", { how: "catch" }]], portAnswering(1));
    expect(trace.end).toEqual({ kind: "threw", step: 2, hook: "stick" });
    expect(last.warnings).toEqual([]);
  });

  const run = (changes: Partial<typeof shelfWorld>) => {
    const world = { ...shelfWorld, ...changes };
    const runner = createRunner(world);
    const program = { config: {}, steps: [{ phase: "given", call: "put", args: { as: "v" } }] } as const;
    return JSON.parse(runner.run(program, createDirectPolicyPort(world, runner.port, {}), 0));
  };

  test("whose initial state is none of its schema is at fault at step 0", () => {
    const end = { kind: "world-fault", step: 0, reason: "labels: 3 items; the schema has 4" };
    const initial = () => ({ boxes: [], labels: [null, null, null], audited: false });
    expect(run({ initial })).toMatchObject({ steps: [], end });
    const broken = () => {
      throw new TypeError("text of the engine");
    };
    expect(run({ initial: broken }).end.reason).toBe("exception in initial");
  });

  test("whose invariant throws, does more than look, or reports nonsense is at fault", () => {
    const invariant = { title: "Title", about: "About." };
    const reasonOf = (check: (typeof shelfWorld)["invariants"][string]["check"]): string =>
      run({ invariants: { ...shelfWorld.invariants, odd: { ...invariant, check } } }).end.reason;
    expect(reasonOf(() => JSON.parse("{"))).toBe("exception in invariant odd");
    expect(
      reasonOf((w) => {
        w.warn("ODD", "odd");
        return [];
      }),
    ).toBe("invariant odd does more than look");
    const nonsense = { entity: "box", index: 0.5, text: "", severity: "error" as const };
    expect(reasonOf(() => [nonsense])).toBe("invariant odd reported something that is no violation");
  });

  test("whose today's hook answers something else than it declares is at fault", () => {
    const weigh = { ...shelfWorld.hooks.weigh, today: () => 10 };
    const world = { ...shelfWorld, hooks: { ...shelfWorld.hooks, weigh } };
    const runner = createRunner(world);
    const step = { phase: "when", call: "load", args: { box: "v" } } as const;
    const program = { config: {}, steps: [{ phase: "given", call: "put", args: { as: "v" } } as const, step] };
    const trace = JSON.parse(runner.run(program, createDirectPolicyPort(world, runner.port, {}), 0));
    expect(trace.end).toEqual({ kind: "world-fault", step: 2, reason: "today's weigh answered 10" });
  });
});
