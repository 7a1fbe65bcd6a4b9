import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScenarioText } from "#core/scenario/parse-scenario-text.ts";
import { renderScenarioYaml } from "#core/scenario/render-scenario-yaml.ts";
import type { Comparison, Expectation, Scenario, Step } from "#core/scenario/scenario.ts";
import { smallWorldManifest } from "../../fixtures/core/small-world-manifest.ts";
import { runs } from "../../support/property-runs.ts";

const text = (max: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: max })
    .filter((value) => value === value.trim() && !value.includes("\0"));
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
const mode = fc.constantFrom("WB", "WC", "UC-");
const frame = fc.constantFrom("vram", "vram[0]", "vram[3]");
const page = fc.integer({ min: 0, max: 3 });
const scalar = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
  fc.constant(null),
  text(12),
);
const number = fc.integer({ min: -100, max: 100 });

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.array(scalar, { minLength: 1, maxLength: 3 }).map((is) => ({ is })),
  scalar.map((not) => ({ not })),
  number.map((at_least) => ({ at_least })),
  number.map((at_most) => ({ at_most })),
);
const fields = fc
  .record(
    { mode: comparison, frame: comparison, exists: fc.boolean().map((is) => ({ is: [is] })) },
    { requiredKeys: [] },
  )
  .filter((chosen) => Object.keys(chosen).length > 0)
  .map((chosen): Record<string, Comparison> => ({ ...chosen }));
const leaf: fc.Arbitrary<Expectation> = fc.oneof(
  fc.record({ page, fields }).map(
    ({ page: at, fields: compared }): Expectation => ({
      kind: "read",
      name: "pte",
      args: { vma: "v", page: at },
      fields: compared,
    }),
  ),
  frame.map((of): Expectation => ({ kind: "no-violation", name: "no_unreported_conflict", args: { frame: of } })),
  fc.constant<Expectation>({ kind: "no-violation", name: "no_leak", args: {} }),
  fc
    .record({ step: fc.constantFrom(1, null), compare: comparison })
    .map((of): Expectation => ({ kind: "result", ...of })),
  fc.boolean().map((expected): Expectation => ({ kind: "warned", code: null, expected })),
  fc.stringMatching(/^[!-~]{1,20}$/).map((code): Expectation => ({ kind: "warned", code, expected: true })),
  fc.boolean().map((expected): Expectation => ({ kind: "refused", expected })),
  comparison.map((compare): Expectation => ({ kind: "metric", name: "walks", compare })),
  frame.map((of): Expectation => ({ kind: "unchanged", name: "frame", args: { frame: of }, field: "refcount" })),
);
const { expectation } = fc.letrec<{ expectation: Expectation }>((tie) => ({
  expectation: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    leaf,
    fc.array(tie("expectation"), { minLength: 1, maxLength: 3 }).map((of): Expectation => ({ kind: "one_of", of })),
    fc.array(tie("expectation"), { minLength: 1, maxLength: 3 }).map((of): Expectation => ({ kind: "all_of", of })),
    tie("expectation").map((of): Expectation => ({ kind: "not", of })),
  ),
}));
const fault: fc.Arbitrary<Step> = fc
  .record(
    { page, frame, want: mode, write: fc.boolean(), hint: fc.oneof(frame, fc.constant(null)) },
    { requiredKeys: ["page", "frame"] },
  )
  .map((args) => ({ call: "fault", args: { vma: "v", ...args } }));
const expectations = fc.array(expectation, { minLength: 1, maxLength: 4 });

const scenario: fc.Arbitrary<Scenario> = fc.record({
  slug,
  about: text(200),
  cites: fc.array(text(40), { maxLength: 3 }),
  config: fc
    .record({ debug: fc.constantFrom("true", "false"), cpu: fc.constant("legacy") }, { requiredKeys: [] })
    .map((chosen): Record<string, string> => ({ ...chosen })),
  given: fc.constant<Step[]>([
    { call: "resource", args: { as: "vram", pages: 4 } },
    { call: "mmap", args: { as: "v", flags: ["SHARED", "WRITE"] } },
  ]),
  when: fc.array(fault, { minLength: 1, maxLength: 4 }),
  then: expectations,
  stances: fc.dictionary(
    fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((name) => name !== "default"),
    expectations,
    { maxKeys: 2, noNullPrototype: true },
  ),
  predict: fc.dictionary(
    fc.stringMatching(/^[A-Z][a-z0-9]{0,3}$/),
    fc.constantFrom("PASS", "PASS*", "FAIL", "REFU", "N/A"),
    { maxKeys: 3, noNullPrototype: true },
  ),
});

describe("the canonical YAML of a scenario", () => {
  it("parses to the same scenario, whatever it says", () => {
    fc.assert(
      fc.property(scenario, (written) => {
        const parsed = parseScenarioText(renderScenarioYaml(written), smallWorldManifest, "a.yaml");
        expect(parsed.ok ? parsed.value.map((each) => each.scenario) : parsed.error).toEqual([written]);
      }),
      runs(300),
    );
  });
});
