/** The matrix of the shipped decision, cell by cell: verdicts come out of the world's semantics and nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDecisionFile } from "#core/decision/parse-decision-file.ts";
import { expectedOf, judgeScenario, KEYS, parseOne } from "./judge-scenario.ts";

const FOLDER = new URL("../../../../src/worlds/pfn-cachemode/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, FOLDER), "utf8");

/** Columns in the order of `KEYS`. */
const EXPECTED: { readonly [slug: string]: string } = {
  "ttm-wc-happy": "P F P P P P P P P",
  "ttm-highmem": "F F P P P P P P P",
  "forgot-set-pages": "P W W W W W W F W",
  "device-sees-data": "F P P P P P P P P",
  "bar-unreserved-wc": "F R R R F F P P P",
  "bar-reserved-wc": "P F F F P P P P P",
  "bar-uc-want-wc": "P R R R P P P F W",
  "bar-wc-want-wb": "P R R R P P P F W",
  "bar-none-want-wb": "P R R R P P F F F",
  "fsdax-want-wc": "P F R R P F P F W",
  "isa-hole": "P P R R P P P P P",
  "pat-off": "P P P P P P P P P",
  "noncomp-tail": "P F P P P P P P P",
  "gup-on-vma": "P F P P P P P P P",
};

const files = readdirSync(new URL("scenarios/", FOLDER)).flatMap((suite) =>
  readdirSync(new URL(`scenarios/${suite}/`, FOLDER)).map((file) => ({ suite, file })),
);
const scenarios = files.map(({ suite, file }) => parseOne(read(`scenarios/${suite}/${file}`), file));

describe("the shipped decision", () => {
  it("names every scenario file in the suite of its folder, and no other", () => {
    const decision = parseDecisionFile(read("decision.yaml"), "decision.yaml");
    if (!decision.ok) throw new Error(decision.error.sentence);
    const named = decision.value.suites.flatMap(({ slug, scenarios }) =>
      scenarios.map((name) => `${slug}/${name}.yaml`),
    );
    expect(named.sort()).toEqual(files.map(({ suite, file }) => `${suite}/${file}`).sort());
    expect(scenarios.map(({ slug }) => `${slug}.yaml`)).toEqual(files.map(({ file }) => file));
    expect(decision.value.proposals).toEqual(KEYS);
  });

  for (const scenario of scenarios)
    for (const key of KEYS) {
      const expected = expectedOf(EXPECTED[scenario.slug] ?? "", key);
      it(`finds ${scenario.slug} ${expected} for ${key}, as the scenario predicts`, () => {
        const { verdict, reason } = judgeScenario(scenario, key);
        expect(verdict, reason).toBe(expected);
        expect(scenario.predict[key]).toBe(expected);
      });
    }
});
