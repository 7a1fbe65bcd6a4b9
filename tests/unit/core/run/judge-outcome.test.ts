import { describe, expect, it } from "vitest";
import { judgeOutcome } from "#core/run/judge-outcome.ts";
import { MachineFault } from "#core/run/machine-fault.ts";
import type { Outcome } from "#core/run/outcome.ts";
import type { Trace, TraceEnd, TraceStep } from "#core/run/trace.ts";
import type { Expectation } from "#core/scenario/scenario.ts";
import { smallScenario, smallTrace } from "../../../fixtures/core/small-trace.ts";
import { smallWorldManifest } from "../../../fixtures/core/small-world-manifest.ts";

const traced = (trace: Trace, thrown: Extract<Outcome, { kind: "traced" }>["thrown"] = null): Outcome => ({
  kind: "traced",
  trace: JSON.stringify(trace),
  thrown,
});
const judge = (expectations: readonly Expectation[], trace: Trace = smallTrace()) =>
  judgeOutcome(smallWorldManifest, { ...smallScenario, then: [...expectations], stances: {} }, traced(trace), trace)
    .default;
const judgeStep = (expectations: readonly Expectation[], fault: Partial<TraceStep>) =>
  judge(expectations, smallTrace(fault));
const ended = (end: TraceEnd, thrown: Extract<Outcome, { kind: "traced" }>["thrown"] = null) => {
  const trace: Trace = { ...smallTrace(), end };
  return judgeOutcome(smallWorldManifest, smallScenario, traced(trace, thrown), trace).default;
};

const noConflict: Expectation = { kind: "no-violation", name: "no_unreported_conflict", args: { frame: "vram[1]" } };
const pte = (mode: string): Expectation => ({
  kind: "read",
  name: "pte",
  args: { vma: "v", page: 0 },
  fields: { mode: { is: [mode] } },
});
const warned: Expectation = { kind: "warned", code: null, expected: true };
const refused: Expectation = { kind: "refused", expected: true };
const warning = { warnings: [{ code: "pat", text: "vram[1] is UC- elsewhere." }] };
const silent = { violations: [], changes: [], calls: [], metrics: {} };

describe("a judgement", () => {
  it("of a violation nobody warned about is FAIL, with the step, the calls and the state in words", () => {
    expect(judge([noConflict])).toEqual({
      verdict: "FAIL",
      step: 4,
      reason:
        "Step 4: fault { vma: v, page: 0, frame: vram[1], want: WC } called vmf_insert(), which called " +
        "lookup_memtype() (UC-) and insert_pfn(). vram[1] is WC in the page table and UC- in the registry, and nobody warned.",
      expectations: [
        {
          text: "no_unreported_conflict { frame: vram[1] }",
          met: false,
          via: "plain",
          step: 4,
          expected: "no unreported violation of no-cached-alias on vram[1]",
          got: "vram[1] is WC in the page table and UC- in the registry",
        },
      ],
    });
  });

  it("of a violation that was warned about is PASS*, and says so", () => {
    const judged = judgeStep([noConflict], warning);
    expect([judged.verdict, judged.step]).toEqual(["PASS*", 4]);
    expect(judged.reason).toBe(
      "No violation found in this scenario, but only because something warned in step 4: vram[1] is UC- elsewhere (pat).",
    );
  });

  it("does not count violations about other entities, or of severity info", () => {
    expect(judge([{ ...noConflict, args: { frame: "vram[0]" } }]).verdict).toBe("PASS");
    const [violation] = smallTrace().steps[3]?.violations ?? [];
    if (violation === undefined) throw new Error("the fixture has a violation");
    expect(judgeStep([noConflict], { violations: [{ ...violation, severity: "info" }] }).verdict).toBe("PASS");
  });

  it("of a field says what was expected and got, at the step that wrote it", () => {
    const judged = judge([pte("UC-")]);
    expect([judged.verdict, judged.step]).toEqual(["FAIL", 4]);
    expect(judged.reason).toMatch(/Expected pte \{ vma: v, page: 0 \} mode UC-; got mode WC, and nobody warned\.$/);
    expect(judge([pte("WC")])).toMatchObject({
      verdict: "PASS",
      step: null,
      reason: "No violation found in this scenario.",
    });
  });

  it("compares a field that refers to an entity with its name", () => {
    const behind = (frame: string): Expectation => ({
      kind: "read",
      name: "pte",
      args: { vma: "v", page: 0 },
      fields: { frame: { is: [frame] } },
    });
    expect(judge([behind("vram[1]")]).verdict).toBe("PASS");
    expect(judge([behind("vram[0]")]).verdict).toBe("FAIL");
  });

  it("of a record that is not there says that it does not exist", () => {
    const judged = judgeStep([pte("WC")], silent);
    expect([judged.verdict, judged.step]).toEqual(["FAIL", 4]);
    expect(judged.expectations[0]?.got).toBe("no such record");
    const gone: Expectation = {
      kind: "read",
      name: "pte",
      args: { vma: "v", page: 0 },
      fields: { exists: { is: [false] } },
    };
    expect(judgeStep([gone], silent).verdict).toBe("PASS");
    expect(judge([gone]).verdict).toBe("FAIL");
  });

  it("of one_of prefers what holds plainly, then a warning, then a refusal", () => {
    const offers: Expectation = { kind: "one_of", of: [refused, warned, pte("WC")] };
    expect(judgeStep([offers], { ...warning, refused: "no" }).verdict).toBe("PASS");
    const lesser: Expectation = { kind: "one_of", of: [refused, warned] };
    expect(judgeStep([lesser], { ...warning, refused: "no" }).verdict).toBe("PASS*");
    const judged = judgeStep([lesser], { ...silent, refused: "Only RAM is accepted." });
    expect(judged).toMatchObject({
      verdict: "REFU",
      step: 4,
      reason: "Step 4: the interface declined (Only RAM is accepted). The scenario accepts that.",
    });
    expect(judge([lesser]).verdict).toBe("FAIL");
  });

  it("of a refusal that was asked for outright is PASS", () => {
    expect(judgeStep([refused], { refused: "no" }).verdict).toBe("PASS");
    expect(judge([refused])).toMatchObject({ verdict: "FAIL", step: null });
  });

  it("of a refusal where the effect was wanted is FAIL, and gives the interface's reason", () => {
    const judged = judgeStep([pte("WC")], { ...silent, refused: "Only RAM is accepted." });
    expect(judged.verdict).toBe("FAIL");
    expect(judged.reason).toMatch(/; the interface declined \(Only RAM is accepted\)\. Expected pte/);
  });

  it("of results, metrics, warnings and unchanged fields follows the trace", () => {
    expect(judge([{ kind: "result", step: null, compare: { is: ["NOPAGE"] } }]).verdict).toBe("PASS");
    expect(judge([{ kind: "result", step: 1, compare: { not: "NOPAGE" } }])).toMatchObject({
      verdict: "FAIL",
      step: 4,
    });
    expect(judge([{ kind: "metric", name: "walks", compare: { at_most: 1 } }])).toMatchObject({
      verdict: "FAIL",
      step: 4,
    });
    expect(judge([{ kind: "metric", name: "walks", compare: { at_least: 2 } }]).verdict).toBe("PASS");
    expect(judge([{ kind: "warned", code: null, expected: false }]).verdict).toBe("PASS");
    expect(judgeStep([{ kind: "warned", code: "pat", expected: true }], warning).verdict).toBe("PASS*");
    expect(judgeStep([{ kind: "warned", code: "other", expected: true }], warning).verdict).toBe("FAIL");
    const unchanged = (frame: string): Expectation => ({
      kind: "unchanged",
      name: "frame",
      args: { frame },
      field: "refcount",
    });
    expect(judge([unchanged("vram[0]")]).verdict).toBe("PASS");
    expect(judge([unchanged("vram[1]")])).toMatchObject({
      verdict: "FAIL",
      step: 4,
      expectations: [
        {
          expected: "refcount of frame { frame: vram[1] } as before (0)",
          got: "1",
        },
      ],
    });
  });

  it("reports the first failing step when several expectations fail", () => {
    expect(judge([refused, pte("UC-"), { kind: "not", of: pte("WC") }]).step).toBe(4);
    const all: Expectation = { kind: "all_of", of: [pte("WC"), refused] };
    expect(judge([all]).expectations[0]).toMatchObject({
      met: false,
      expected: "a refusal",
      got: "nothing was refused",
    });
  });

  it("of every stance is made beside the default one", () => {
    const judged = judgeOutcome(smallWorldManifest, smallScenario, traced(smallTrace()), smallTrace());
    expect(judged.default.verdict).toBe("FAIL");
    expect(judged.stances["driver-correctness"]?.reason).toMatch(/Expected pte .* mode UC-; got/);
  });
});

describe("a run that ended badly", () => {
  it("because the policy threw is ERR with the policy's line, never FAIL", () => {
    const thrown = { message: "x is not a function", frames: [{ name: "vmf_insert", line: 7, column: 3 }] };
    expect(ended({ kind: "threw", step: 4, hook: "vmf_insert" }, thrown)).toEqual({
      verdict: "ERR",
      step: 4,
      reason: "Step 4: the policy threw in vmf_insert(), policy.ts line 7: x is not a function.",
      expectations: [],
    });
  });

  it("because of a bad answer, fuel, stack or memory is ERR and names the hook", () => {
    expect(ended({ kind: "bad-result", step: 4, hook: "vmf_insert" }).reason).toBe(
      "Step 4: the policy answered something that vmf_insert() may not answer (it may answer NOPAGE, SIGBUS).",
    );
    for (const kind of ["out-of-fuel", "stack", "out-of-memory"] as const) {
      const judged = ended({ kind, step: 4, hook: "vmf_insert" });
      expect(judged.verdict).toBe("ERR");
      expect(judged.reason).toContain("vmf_insert()");
    }
  });

  it("because the question is void is N/A with the world's reason", () => {
    expect(ended({ kind: "not-applicable", step: 1, reason: "There is no PAT." })).toMatchObject({
      verdict: "N/A",
      reason: "Step 1: the question is void under this configuration (There is no PAT).",
    });
  });

  it("because the world failed is no verdict at all", () => {
    expect(() => ended({ kind: "world-fault", step: 2, reason: "frames is full" })).toThrow(MachineFault);
  });

  it("before it began, or from outside, has the word that belongs to it and an ASCII reason", () => {
    const judgeOnly = (outcome: Outcome) => judgeOutcome(smallWorldManifest, smallScenario, outcome, null).default;
    expect(
      judgeOnly({
        kind: "refused-static",
        problems: [{ line: 7, column: 2, message: "import() is not accepted \u2014 ever." }],
      }),
    ).toMatchObject({ verdict: "ERR", step: null, reason: "policy.ts line 7: import() is not accepted - ever." });
    expect(judgeOnly({ kind: "timed-out", afterMs: 2000 }).verdict).toBe("TIME");
    expect(judgeOnly({ kind: "nondeterministic", difference: "step 3" }).verdict).toBe("NONDET");
    expect(judgeOnly({ kind: "out-of-memory" }).verdict).toBe("ERR");
    expect(judgeOnly({ kind: "output-too-large", limitBytes: 1000 }).verdict).toBe("ERR");
  });
});
