/** Whatever steps somebody writes, the world answers: it never leaves its own bounds and never throws. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTrace } from "#core/run/parse-trace.ts";
import type { Argument } from "#core/world/world-manifest.ts";
import type { ArgumentValue } from "#world-kit/argument.ts";
import type { Program } from "#world-kit/program.ts";
import { runs } from "../../../support/property-runs.ts";
import { KEYS } from "../../../unit/worlds/pfn-cachemode/judge-scenario.ts";
import { manifest, portOf, runner } from "../../../unit/worlds/pfn-cachemode/run-steps.ts";

/** Names are given out in turn, so that later steps have something to refer to. */
const FRAMES = ["a", "b", "c", "d", "e", "f"];
const VMAS = ["u", "v"];
const references = (entity: string): readonly string[] => {
  const names = entity === "vma" ? VMAS : FRAMES;
  return entity === "vma" ? names : names.flatMap((name) => [`${name}[0]`, `${name}[1]`]);
};

function valueOf(argument: Argument): fc.Arbitrary<ArgumentValue> {
  switch (argument.kind) {
    case "bool":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...argument.values);
    case "int":
      return fc.integer({ min: argument.min, max: argument.max });
    case "words":
      return fc.subarray(argument.values);
    case "name":
    case "range":
      return fc.constantFrom(...(argument.entity === "vma" ? VMAS : FRAMES));
    case "reference":
      return fc.constantFrom(...references(argument.entity));
    case "text":
      return fc.constant("text");
  }
}
const step = fc
  .constantFrom(...Object.keys(manifest.steps))
  .chain((call) =>
    fc
      .record(
        Object.fromEntries(
          Object.entries(manifest.steps[call]?.args ?? {}).map(([name, argument]) => [name, valueOf(argument)]),
        ),
      )
      .map((args) => ({ phase: "when" as const, call, args })),
  );
const program = fc.record({
  config: fc.record(
    Object.fromEntries(Object.entries(manifest.config).map(([name, { values }]) => [name, fc.constantFrom(...values)])),
  ),
  /** One of each kind first, or most steps would have nothing to work on. */
  steps: fc.array(step, { maxLength: 30 }).map((rest) => [
    {
      phase: "when" as const,
      call: "alloc_pages",
      args: { as: "a", zone: "normal", order: 1, blocks: 1, compound: false },
    },
    { phase: "when" as const, call: "resource", args: { as: "b", kind: "bar", pages: 2, mtrr: "firmware" } },
    {
      phase: "when" as const,
      call: "mmap",
      args: { as: "u", pages: 4, kind: "driver", flags: ["SHARED", "WRITE"], prot: "WB" },
    },
    {
      phase: "when" as const,
      call: "mmap",
      args: { as: "v", pages: 2, kind: "neither", flags: ["WRITE", "IO"], prot: "WC" },
    },
    ...rest,
  ]),
});

/** A step that names something which is not there yet ends the run as not applicable; such steps are left out. */
function runnable(written: Program, run: (program: Program) => string): string {
  let steps = written.steps;
  for (;;) {
    const text = run({ ...written, steps });
    const trace = parseTrace(text);
    if (!trace.ok) throw new Error(trace.error);
    const { end } = trace.value;
    if (end.kind !== "not-applicable") return text;
    steps = steps.filter((_, index) => index !== end.step - 1);
  }
}

describe("the world pfn-cachemode", () => {
  it("completes every program under every shipped proposal, twice with the same bytes", async () => {
    const policies = await Promise.all(
      KEYS.map(async (key): Promise<object> => await import(`#worlds/pfn-cachemode/proposals/${key}/policy.ts`)),
    );
    fc.assert(
      fc.property(program, fc.constantFrom(...policies), (written, policy) => {
        const run = (steps: Program): string => runner.run(steps, portOf(policy), 0);
        const text = runnable(written, run);
        const trace = parseTrace(text);
        expect(trace.ok && trace.value.end).toEqual({ kind: "completed" });
        expect(runnable(written, run)).toBe(text);
      }),
      runs(400),
    );
  });
});
