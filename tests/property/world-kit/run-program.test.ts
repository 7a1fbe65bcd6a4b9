import fc from "fast-check";
import { expect, test } from "vitest";
import { replayState } from "#core/run/replay-state.ts";
import { Trace } from "#core/run/trace.ts";
import type { ArgumentValue } from "#world-kit/argument.ts";
import { compileCodec } from "#world-kit/compile-codec.ts";
import type { ProgramStep } from "#world-kit/program.ts";
import { createRunner } from "#world-kit/run-program.ts";
import type { Primitive } from "#world-kit/schema.ts";
import { type ShelfState, shelfState, shelfWorld } from "../../fixtures/worlds/shelf-world.ts";
import { createDirectPolicyPort } from "../../support/direct-policy-port.ts";
import { runs } from "../../support/property-runs.ts";
import { type Stick, shelf, shelfPort } from "../../support/run-shelf.ts";

const anything: fc.Arbitrary<ArgumentValue> = fc.oneof(
  fc.constantFrom("v", "u", "v[0]", "v[1]", "v[7]", "u[0]", "red", "green", "__proto__", ""),
  fc.integer({ min: -2, max: 9 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom("FAST", "THICK", "SLOW"), { maxLength: 3 }),
);
const right: { readonly [argument: string]: fc.Arbitrary<ArgumentValue> } = {
  as: fc.constantFrom("w", "x", "y", "z"),
  "put.boxes": fc.constant(1),
  "repaint.boxes": fc.constantFrom("v", "u"),
  box: fc.constantFrom("v", "v[0]", "v[1]", "u[0]"),
  colour: fc.constantFrom("red", "green", "blue"),
  slot: fc.nat(3),
  flags: fc.constantFrom<ArgumentValue>([], ["THICK"], ["FAST"]),
  how: fc.constantFrom("metric", "catch", "throw", "hook"),
};
const step: fc.Arbitrary<ProgramStep> = fc
  .constantFrom("put", "label", "label", "label", "label", "repaint", "take", "load", "load", "stumble", "dance")
  .chain((call) => {
    const names = Object.keys(shelfWorld.steps[call]?.args ?? { how: 1 });
    const args = Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof(
          { weight: 60, arbitrary: right[`${call}.${name}`] ?? right[name] ?? anything },
          { weight: 1, arbitrary: anything },
        ),
      ]),
    );
    return fc.record({ phase: fc.constantFrom("given", "when"), call: fc.constant(call), args: fc.record(args) });
  });
const shelves: readonly ProgramStep[] = [
  { phase: "given", call: "put", args: { as: "v", boxes: 3 } },
  { phase: "given", call: "put", args: { as: "u" } },
];
const program = fc.record({
  config: fc.constantFrom<{ [name: string]: string }>({}, {}, {}, { audit: "on" }, { audit: "x" }),
  steps: fc.array(step, { maxLength: 12 }).map((steps) => [...shelves, ...steps]),
});

/** Capability calls with whatever arguments, then an answer or an exception. */
const deed = fc.oneof(
  fc.tuple(fc.constantFrom(...Object.keys(shelfWorld.capabilities)), fc.array(anything, { maxLength: 4 })),
  fc.tuple(
    fc.constantFrom("stick_label", "stick_label", "ask_again"),
    fc.tuple(fc.nat(3), fc.nat(3), right.colour ?? anything),
  ),
);
const policy = fc
  .record({
    deeds: fc.array(deed, { maxLength: 4 }),
    answer: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("stuck", "declined") },
      { weight: 1, arbitrary: anything },
    ),
    catches: fc.boolean(),
  })
  .map(({ deeds, answer, catches }): { stick: Stick } => ({
    stick(k) {
      for (const [capability, args] of deeds) {
        try {
          // What a policy passes may be of any type.
          k[capability]?.(...(args as Primitive[]));
        } catch (error) {
          if (!catches) throw error;
        }
      }
      return answer;
    },
  }));

test("whatever a program and a policy do, the trace is one the service can read, and the same every time", () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(program, policy, (drawn, module) => {
      const text = shelf.run(drawn, shelfPort(module), 0);
      const trace = Trace.parse(JSON.parse(text));
      ends.add(trace.end.kind);
      expect(text).toMatch(/^[\x20-\x7e]*$/);
      const fresh = createRunner(shelfWorld);
      expect(fresh.run(structuredClone(drawn), createDirectPolicyPort(shelfWorld, fresh.port, module), 0)).toBe(text);
      const { end } = trace;
      expect(trace.steps).toHaveLength(end.kind === "completed" ? drawn.steps.length : end.step);
    }),
    runs(600),
  );
  for (const kind of ["completed", "not-applicable", "threw", "bad-result", "world-fault", "stack"])
    expect(ends).toContain(kind);
});

test("after every step the changes that a trace recorded lead to a state of the schema, in which the violations are those recorded", () => {
  const codec = compileCodec(shelfState);
  fc.assert(
    fc.property(program, policy, (drawn, module) => {
      const trace = Trace.parse(JSON.parse(shelf.run(drawn, shelfPort(module), 0)));
      let present = 0;
      trace.steps.forEach((step, i) => {
        const state = replayState(trace, i + 1);
        const { boxes } = state;
        // The service keeps null for items that went from the end of a list.
        while (Array.isArray(boxes) && boxes.at(-1) === null) boxes.pop();
        // `load` refuses what is no state of the schema.
        codec.load(state as ShelfState);
        if (trace.end.kind !== "completed" && i + 1 === trace.end.step) return;
        present += step.violations.length - step.cleared;
        const { boxes: onShelf, labels } = codec.draft;
        const wrong = labels.filter(
          (label) => label !== null && label.colour !== (onShelf[label.box]?.colour ?? label.colour),
        );
        expect(present).toBe(wrong.length);
      });
    }),
    runs(600),
  );
});
