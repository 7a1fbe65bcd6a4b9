import { describe, expect, it } from "vitest";
import { parseDecisionFile } from "#core/decision/parse-decision-file.ts";

const GOOD = `decision: pfn-cachemode
title: PFN mappings
question: How?
context: |
  One.

  Two.
threads:
  - { title: Cover letter, address: "https://lore.example/a" }
proposals: [S0, O1]
suites:
  - { suite: basics, title: Basics, scenarios: [one, two] }
`;
const problemsOf = (text: string) => {
  const parsed = parseDecisionFile(text, "decision.yaml");
  return parsed.ok ? [] : (parsed.error.problems ?? []).map((p) => `${p.line}:${p.column} ${p.message}`);
};

describe("a decision file", () => {
  it("that is right keeps the order of proposals and suites", () => {
    expect(parseDecisionFile(GOOD, "decision.yaml")).toEqual({
      ok: true,
      value: {
        slug: "pfn-cachemode",
        title: "PFN mappings",
        question: "How?",
        context: "One.\n\nTwo.",
        threads: [{ title: "Cover letter", address: "https://lore.example/a" }],
        proposals: ["S0", "O1"],
        suites: [{ slug: "basics", title: "Basics", scenarios: ["one", "two"] }],
      },
    });
  });
  it("with mistakes names every place", () => {
    const text = GOOD.replace("[S0, O1]", "[S0, S0]")
      .replace("https:", "javascript:")
      .replace("[one, two]", "[One, two]")
      .replace("question", "qestion");
    expect(problemsOf(text)).toEqual([
      '1:1 a decision has no "question"',
      expect.stringMatching(/^3:1 unknown key of a decision "qestion"; did you mean question\?/),
      "9:37 address wants http:// or https://, in ASCII",
      '10:12 the proposal "S0" stands here twice',
      "12:49 an entry of scenarios wants lower-case letters, digits and hyphens, at most 64",
    ]);
  });
});
