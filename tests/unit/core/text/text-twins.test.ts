import { describe, expect, it } from "vitest";
import { renderDecisionJson } from "#core/decision/render-decision-json.ts";
import { renderDecisionText } from "#core/decision/render-decision-text.ts";
import { renderHomeJson } from "#core/decision/render-home-json.ts";
import { renderHomeText } from "#core/decision/render-home-text.ts";
import { renderReportJson } from "#core/matrix/render-report-json.ts";
import { renderReportText } from "#core/matrix/render-report-text.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import { renderProposalJson } from "#core/proposal/render-proposal-json.ts";
import { renderProposalText } from "#core/proposal/render-proposal-text.ts";
import { renderFailureText } from "#core/render-failure-text.ts";
import { renderCellBlock } from "#core/run/render-cell-block.ts";
import { renderCellJson } from "#core/run/render-cell-json.ts";
import { renderCellText } from "#core/run/render-cell-text.ts";
import { renderScenarioJson } from "#core/scenario/render-scenario-json.ts";
import { renderScenarioText } from "#core/scenario/render-scenario-text.ts";
import { renderWorldJson } from "#core/world/render-world-json.ts";
import { renderWorldText } from "#core/world/render-world-text.ts";
import { cellPageFixture, refusedCellPageFixture, thrownCellPageFixture } from "../../../fixtures/pages/cell-page.ts";
import { decisionPageFixture, limitsFixture, matrixFixture } from "../../../fixtures/pages/decision-page.ts";
import { homePageFixture } from "../../../fixtures/pages/home-page.ts";
import { proposalPageFixture } from "../../../fixtures/pages/proposal-page.ts";
import { scenarioPageFixture } from "../../../fixtures/pages/scenario-page.ts";
import { worldPageFixture } from "../../../fixtures/pages/world-page.ts";

const BASE = "https://bakeoff.example";
const LONG_BASE = `https://${"bakeoff-of-a-very-long-name.".repeat(3)}example`;
const report = { hash: "7f3a9c2e41d0".padEnd(64, "0"), matrix: matrixFixture, limits: limitsFixture };
const failure = {
  code: "AMBIGUOUS_PREFIX",
  sentence: "Two cells begin with \u201c7f3a\u201d.",
  candidates: ["7f3a".repeat(16), "7f3b".repeat(16)],
  problems: [{ file: "policy.ts", line: 1, column: 2, message: "x".repeat(100) }],
} as const;

const texts: Readonly<Record<string, (base: string) => string>> = {
  decision: (base) => renderDecisionText(decisionPageFixture, base),
  "decision, chosen": (base) =>
    renderDecisionText(decisionPageFixture, base, { stance: null, columns: ["O4", "S0", "XX"], folded: true }),
  home: (base) => renderHomeText(homePageFixture, base),
  "empty home": (base) => renderHomeText({ decisions: [], moved: [], next: null }, base),
  report: (base) => renderReportText(report, base),
  proposal: (base) => renderProposalText(proposalPageFixture, base),
  scenario: (base) => renderScenarioText(scenarioPageFixture, base),
  cell: (base) => renderCellText(cellPageFixture, base),
  "cell of a policy that threw": (base) => renderCellText(thrownCellPageFixture, base),
  "cell of a refused policy": (base) => renderCellText(refusedCellPageFixture, base),
  world: (base) => renderWorldText(worldPageFixture, base),
  failure: (base) => renderFailureText(failure, "300 More than one", "Use more digits.", base),
};

describe.each(Object.entries(texts))("the text of %s", (_, render) => {
  it.each([BASE, LONG_BASE])("is ASCII of at most 72 columns, without blanks at line ends", (base) => {
    const text = render(base);
    expect(text).toMatch(/^[\n\x20-\x7e]+\n$/);
    expect(text.split("\n").filter((line) => line.length > 72 || line.endsWith(" "))).toEqual([]);
  });
});

describe("the text of a cell", () => {
  const text = texts["cell"]?.(BASE) ?? "";
  it("begins with the verdict and the reason, and tells the story step by step", () => {
    expect(text.startsWith("FAIL: bar-uc-want-wc, O4 v1\n")).toBe(true);
    expect(text.indexOf("nobody warned")).toBeLessThan(text.indexOf("Trace\n"));
    expect(text).toContain("\nstep 4  fault vma=v page=0 frame=vram[0] want=WC\n  (when, decides the verdict)\n");
    expect(text).toContain("  interface    vmf_insert_pfn_prot(0, 0, 4096, WC) = NOPAGE\n");
    expect(text).toContain("  changed    frames[0].tracked: null -> UC-\n");
  });
  it("holds the limits of the world, every input with its whole hash, and the permalink", () => {
    for (const part of [
      ...cellPageFixture.limits.map((limit) => limit.slice(0, 30)),
      cellPageFixture.inputs.world.hash,
      cellPageFixture.inputs.proposal.hash,
      cellPageFixture.inputs.scenario.hash,
      cellPageFixture.hash,
      `${BASE}/c/${cellPageFixture.hash.slice(0, 12)}`,
    ])
      expect(text).toContain(part);
  });
  it("of a refused policy names the line", () => {
    expect(texts["cell of a refused policy"]?.(BASE)).toMatch(/policy\.ts line \d+/);
  });
});

describe("the block to quote", () => {
  it("is the same bytes in the text and in the JSON of a page", () => {
    const block = renderResultBlock(matrixFixture, { base: BASE, report: report.hash });
    expect(renderReportText(report, BASE)).toContain(`\n${block}`);
    expect(JSON.parse(renderReportJson(report, BASE))).toMatchObject({ block });
    const cellBlock = renderCellBlock(cellPageFixture, BASE);
    expect(renderCellText(cellPageFixture, BASE)).toContain(`\n${cellBlock}`);
    expect(JSON.parse(renderCellJson(cellPageFixture, BASE))).toMatchObject({ block: cellBlock });
  });
});

describe("the JSON of a page", () => {
  it("is one line of canonical JSON with the absolute addresses of its twins", () => {
    for (const json of [
      renderDecisionJson(decisionPageFixture, BASE),
      renderHomeJson(homePageFixture, BASE),
      renderProposalJson(proposalPageFixture, BASE),
      renderScenarioJson(scenarioPageFixture, BASE),
      renderWorldJson(worldPageFixture, BASE),
    ]) {
      expect(json).not.toContain("\n");
      expect(JSON.parse(json)).toMatchObject({ links: { text: expect.stringMatching(/^https:.*\.txt$/) } });
    }
  });
});
