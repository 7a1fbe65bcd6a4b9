import { describe, expect, it } from "vitest";
import { type ParsedScenario, parseScenarioText } from "#core/scenario/parse-scenario-text.ts";
import { smallWorldManifest } from "../../../fixtures/core/small-world-manifest.ts";

const parse = (text: string) => parseScenarioText(text, smallWorldManifest, "a.yaml");
const problemsOf = (text: string): string[] => {
  const parsed = parse(text);
  if (parsed.ok) throw new Error("the text was accepted");
  return (parsed.error.problems ?? []).map(({ line, column, message }) => `${line}:${column} ${message}`);
};
const accepted = (text: string): readonly ParsedScenario[] => {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 1));
  return parsed.value;
};

const GOOD = `scenario: bar-uc-want-wc
about: A driver maps an ioremapped (UC-) BAR write-combined. Does anybody notice?
cites: [<a@example.org>]
config: { debug: true }
given:
  - resource: { as: vram, kind: iomem, pages: 4 }
  - ioremap: { range: vram, mode: UC- }
  - mmap: { as: v, flags: [SHARED] }
when:
  - fault: { vma: v, page: 0, frame: "vram[0]", want: WC }
then:
  - no_unreported_conflict: { frame: "vram[0]" }
  - one_of: [{ pte: { vma: v, page: 0, mode: UC- } }, { warned: true }, { refused: true }]
stances:
  driver-correctness:
    - pte: { vma: v, page: 0, mode: WC }
predict: { S0: PASS, O4: FAIL, O4d: PASS* }
`;
const withThen = (then: string): string =>
  GOOD.replace(/then:\n[\s\S]*?stances:[\s\S]*$/, `then:\n${then.replace(/^/gm, "  ")}\n`);

describe("a scenario text", () => {
  it("that is right becomes one scenario with the author's bytes", () => {
    const [parsed] = accepted(GOOD);
    expect(parsed?.text).toBe(GOOD);
    expect(parsed?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(parsed?.scenario).toEqual({
      slug: "bar-uc-want-wc",
      about: "A driver maps an ioremapped (UC-) BAR write-combined. Does anybody notice?",
      cites: ["<a@example.org>"],
      config: { debug: "true" },
      given: [
        { call: "resource", args: { as: "vram", kind: "iomem", pages: 4 } },
        { call: "ioremap", args: { range: "vram", mode: "UC-" } },
        { call: "mmap", args: { as: "v", flags: ["SHARED"] } },
      ],
      when: [{ call: "fault", args: { vma: "v", page: 0, frame: "vram[0]", want: "WC" } }],
      then: [
        { kind: "no-violation", name: "no_unreported_conflict", args: { frame: "vram[0]" } },
        {
          kind: "one_of",
          of: [
            { kind: "read", name: "pte", args: { vma: "v", page: 0 }, fields: { mode: { is: ["UC-"] } } },
            { kind: "warned", code: null, expected: true },
            { kind: "refused", expected: true },
          ],
        },
      ],
      stances: {
        "driver-correctness": [
          { kind: "read", name: "pte", args: { vma: "v", page: 0 }, fields: { mode: { is: ["WC"] } } },
        ],
      },
      predict: { S0: "PASS", O4: "FAIL", O4d: "PASS*" },
    });
  });

  it("keeps its hash when comments, quotes and the order of keys change", () => {
    const [before] = accepted(GOOD);
    const [after] = accepted(
      `# a remark\n${GOOD.replace("{ range: vram, mode: UC- }", '{ mode: "UC-", range: vram } # why')}`,
    );
    expect(after?.hash).toBe(before?.hash);
  });

  it("with an unknown step names the line and the nearest step", () => {
    expect(problemsOf(GOOD.replace("- fault:", "- falt:"))).toEqual([
      '10:5 unknown step "falt"; did you mean fault? allowed: resource, ioremap, mmap, fault, tick',
    ]);
  });

  it("with several mistakes lists all of them in the order of the text", () => {
    const text = GOOD.replace("debug: true", "debug: yes, cpo: legacy")
      .replace("kind: iomem, pages: 4", "kind: iomen, pages: 9")
      .replace("predict:", "predicts:");
    expect(problemsOf(text)).toEqual([
      '4:18 unknown value of debug "yes"; allowed: false, true',
      '4:23 unknown switch "cpo"; did you mean cpu? allowed: cpu, debug',
      '6:33 unknown value of kind "iomen"; did you mean iomem? allowed: ram, iomem',
      '6:47 pages must be a whole number from 1 to 4, not "9"',
      expect.stringMatching(/^17:1 unknown key of a scenario "predicts"; did you mean predict\?/),
    ]);
  });

  it("with a wrong type says what is right", () => {
    expect(problemsOf(GOOD.replace("page: 0, frame", "page: zero, frame"))).toEqual([
      '10:28 page must be a whole number from 0 to 3, not "zero"',
    ]);
    expect(problemsOf(GOOD.replace("flags: [SHARED]", "flags: [SHARD]"))).toEqual([
      '8:28 unknown word in flags "SHARD"; did you mean SHARED? allowed: SHARED, WRITE',
    ]);
  });

  it("that refers to a name nobody declared says which names there are", () => {
    expect(problemsOf(GOOD.replace('frame: "vram[0]", want', 'frame: "vrma[0]", want'))).toEqual([
      '10:38 no earlier step declares "vrma"; did you mean vram? names of a frame: vram',
    ]);
    expect(problemsOf(GOOD.replace('frame: "vram[0]", want', "frame: v, want"))).toEqual([
      '10:38 frame wants a frame, but "v" is a vma; names of a frame: vram',
    ]);
  });

  it("that refers to a name before its step is refused", () => {
    const text = GOOD.replace("  - ioremap: { range: vram, mode: UC- }\n", "").replace(
      "given:\n",
      "given:\n  - ioremap: { range: vram, mode: UC- }\n",
    );
    expect(problemsOf(text)).toEqual(['6:23 no earlier step declares "vram"; no frame was named before']);
  });

  it("that declares a name twice, or leaves an argument out, is refused at that step", () => {
    expect(problemsOf(GOOD.replace("as: v,", "as: vram,"))).toContain(
      '8:17 the name "vram" is taken by a frame of an earlier step',
    );
    expect(problemsOf(GOOD.replace(", mode: UC- }\n  - mmap", " }\n  - mmap"))).toEqual([
      "7:5 ioremap needs mode: The mode.",
    ]);
  });

  it("with an unknown field or expectation says what can be compared", () => {
    expect(problemsOf(withThen("- pte: { vma: v, page: 0, mod: WC }"))).toEqual([
      '12:29 unknown field of pte "mod"; did you mean mode? allowed: mode, frame, exists, vma, page',
    ]);
    expect(problemsOf(withThen("- pt: { vma: v }"))[0]).toMatch(/^12:5 unknown expectation "pt"; did you mean pte\?/);
    expect(problemsOf(withThen("- pte: { vma: v, page: 0 }"))).toEqual([
      "12:5 pte compares nothing; fields: exists, mode, frame",
    ]);
  });

  it("accepts every short form of an expectation", () => {
    const [parsed] = accepted(
      withThen(
        [
          "- pte: { vma: v, page: 0, mode: [WC, UC-], exists: true }",
          "- frame: { frame: 'vram[1]', refcount: { at_most: 1 } }",
          "- result: NOPAGE",
          "- result: { step: 1, not: SIGBUS }",
          "- warned: pat-mismatch",
          "- refused: false",
          "- metric: { name: walks, is: 0 }",
          "- unchanged: { of: frame, frame: vram, field: refcount }",
          "- all_of: [{ warned: false }, { not: { refused: true } }]",
          "- no_leak:",
        ].join("\n"),
      ),
    );
    expect(parsed?.scenario.then).toEqual([
      {
        kind: "read",
        name: "pte",
        args: { vma: "v", page: 0 },
        fields: { mode: { is: ["WC", "UC-"] }, exists: { is: [true] } },
      },
      { kind: "read", name: "frame", args: { frame: "vram[1]" }, fields: { refcount: { at_most: 1 } } },
      { kind: "result", step: null, compare: { is: ["NOPAGE"] } },
      { kind: "result", step: 1, compare: { not: "SIGBUS" } },
      { kind: "warned", code: "pat-mismatch", expected: true },
      { kind: "refused", expected: false },
      { kind: "metric", name: "walks", compare: { is: [0] } },
      { kind: "unchanged", name: "frame", args: { frame: "vram" }, field: "refcount" },
      {
        kind: "all_of",
        of: [
          { kind: "warned", code: null, expected: false },
          { kind: "not", of: { kind: "refused", expected: true } },
        ],
      },
      { kind: "no-violation", name: "no_leak", args: {} },
    ]);
  });

  it("that names a when-step that is not there is refused", () => {
    expect(problemsOf(withThen("- result: { step: 2, is: NOPAGE }"))).toEqual([
      "12:5 result names a when-step that is not there; when has 1",
    ]);
  });

  it("with a family becomes one scenario for each combination", () => {
    const family = GOOD.replace("when:", "for each: { mode: [WB, UC-], page: [0, 2] }\nwhen:")
      .replace("page: 0, frame", "page: $page, frame")
      .replace("want: WC", "want: $mode");
    const members = accepted(family);
    expect(
      members.map(({ scenario }) => [scenario.slug, scenario.when[0]?.args["want"], scenario.when[0]?.args["page"]]),
    ).toEqual([
      ["bar-uc-want-wc-wb-0", "WB", 0],
      ["bar-uc-want-wc-wb-2", "WB", 2],
      ["bar-uc-want-wc-uc-minus-0", "UC-", 0],
      ["bar-uc-want-wc-uc-minus-2", "UC-", 2],
    ]);
  });

  it("with a repeated step writes it that often, counting in $i", () => {
    const [parsed] = accepted(
      GOOD.replace("want: WC }", "want: WC }\n    repeat: 3").replace(
        'page: 0, frame: "vram[0]"',
        'page: $i, frame: "vram[$i]"',
      ),
    );
    expect(parsed?.scenario.when.map(({ args }) => [args["page"], args["frame"]])).toEqual([
      [0, "vram[0]"],
      [1, "vram[1]"],
      [2, "vram[2]"],
    ]);
  });

  it("with a name of the family that nobody declared is refused", () => {
    const family = GOOD.replace("when:", "for each: { mode: [WB, UC-] }\nwhen:").replace("want: WC", "want: $mod");
    expect(problemsOf(family)[0]).toMatch(/unknown name "\$mod"; did you mean \$mode\?/);
  });

  it("beyond a limit is refused with a sentence", () => {
    expect(problemsOf(`about: ${"x".repeat(70_000)}`)).toEqual(["1:1 the text has more than 65536 bytes"]);
    expect(problemsOf(`about: ${"[".repeat(30_000)}`)[0]).toMatch(/nested more than 24 levels deep/);
    expect(problemsOf(`about:\n  ${"- ".repeat(30_000)}x`)[0]).toMatch(/nested more than 24 levels deep/);
    expect(
      problemsOf(GOOD.replace("when:", `for each: { a: [${"1, ".repeat(17)}], b: [${"1, ".repeat(17)}] }\nwhen:`))[0],
    ).toMatch(/more than 256 members/);
    expect(problemsOf(GOOD.replace("when:\n", `when:\n${"  - tick: {}\n".repeat(65)}`))[0]).toMatch(/at most 64/);
  });

  it("with aliases, anchors, doubled keys or broken YAML is refused where they stand", () => {
    expect(problemsOf(GOOD.replace("frame: v, want", "").replace("flags: [SHARED]", "flags: &f [SHARED]"))[0]).toMatch(
      /^8:\d+ anchors are not accepted/,
    );
    expect(problemsOf("a: &x 1\nb: *x\n")).toContain("2:4 aliases are not accepted; write the value out");
    expect(problemsOf(GOOD.replace("given:", "about: again\ngiven:"))).toContain(
      '5:1 the key "about" stands here twice',
    );
    expect(problemsOf("scenario: [a\n").length).toBeGreaterThan(0);
    expect(problemsOf("")).toEqual(["1:1 the text holds no scenario"]);
    expect(problemsOf("- a\n")[0]).toMatch(/a scenario is a map/);
  });

  it("may hold several documents, each with its own bytes", () => {
    const second = GOOD.replace("bar-uc-want-wc", "another");
    const parsed = accepted(`${GOOD}---\n${second}`);
    expect(parsed.map(({ scenario }) => scenario.slug)).toEqual(["bar-uc-want-wc", "another"]);
    expect(problemsOf(`${GOOD}---\n${GOOD}`)[0]).toMatch(/two scenarios are called "bar-uc-want-wc"/);
  });
});
