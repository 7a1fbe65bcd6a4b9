import { describe, expect, it } from "vitest";
import type { Matrix, MatrixRow } from "#core/matrix/matrix.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import type { Verdict } from "#core/run/verdict.ts";

const hash = (digit: string): string => digit.repeat(64);
const row = (slug: string, verdicts: readonly (Verdict | null)[]): MatrixRow => ({
  slug,
  about: slug,
  version: 1,
  hash: hash("a"),
  cells: verdicts.map((verdict) => (verdict === null ? null : { hash: hash("c"), verdict, step: null, reason: "" })),
});
const matrix = (keys: readonly string[], rows: readonly MatrixRow[]): Matrix => ({
  decision: { slug: "pfn-cachemode", title: "PFN mappings with cache attributes" },
  world: { name: "pfn-cachemode", title: "PFN mappings", version: 3, hash: hash("b") },
  engine: "1",
  seed: 0,
  stance: null,
  columns: keys.map((key) => ({ key, title: key, version: 1, hash: hash("d") })),
  suites: [
    { slug: "one", title: "One", rows: [...rows] },
    { slug: "two", title: "Two", rows: rows.slice(0, 1) },
  ],
});
const link = { base: "https://bakeoff.example", report: "7f3a9c2e41d0".padEnd(64, "0") };

describe("the result block", () => {
  it("lists only the rows that differ, once, and counts the others", () => {
    const seven = matrix(
      ["S0", "O1", "O2", "O12", "O3r", "O4", "O4d"],
      [
        row("ttm-highmem", ["FAIL", "FAIL", "PASS", "PASS", "PASS", "PASS", "PASS"]),
        row("all-equal", ["PASS", "PASS", "PASS", "PASS", "PASS", "PASS", "PASS"]),
        row("forgot-set-pages", ["PASS", "PASS*", "PASS*", "PASS*", "PASS*", "FAIL", "PASS*"]),
        row("bar-unreserved-wc", ["FAIL", "REFU", "REFU", "N/A", "NONDET", "TIME", "ERR"]),
      ],
    );
    expect(renderResultBlock(seven, link)).toBe(
      [
        "PFN mappings with cache attributes               3 of 4 scenarios differ",
        "                   S0    O1    O2    O12   O3r   O4    O4d",
        "ttm-highmem        FAIL  FAIL  PASS  PASS  PASS  PASS  PASS",
        "forgot-set-pages   PASS  PASS* PASS* PASS* PASS* FAIL  PASS*",
        "bar-unreserved-wc  FAIL  REFU  REFU  N/A   NOND  TIME  ERR",
        "* passes only because something warned",
        "world pfn-cachemode v3, engine 1",
        "https://bakeoff.example/r/7f3a9c2e41d0",
        "",
      ].join("\n"),
    );
  });

  it("splits many columns into several tables, and never cuts a name", () => {
    const keys = Array.from({ length: 20 }, (_, at) => `P${at}`);
    const slug = "a-scenario-with-a-name-of-exactly-sixty-four-characters-in-total";
    const block = renderResultBlock(
      matrix(keys, [
        row(
          slug,
          keys.map((_, at) => (at === 0 ? "FAIL" : "PASS")),
        ),
      ]),
      link,
    );
    expect(block.split("\n").filter((line) => line === slug)).toHaveLength(3);
    expect(block.match(/PASS|FAIL/g)).toHaveLength(20);
    for (const line of block.split("\n")) expect(`> > ${line}`.length).toBeLessThan(78);
  });

  it("says so when no scenario tells the proposals apart, or cells are pending", () => {
    expect(renderResultBlock(matrix(["A", "B"], [row("one", ["PASS", "PASS"])]), link)).toContain(
      "No scenario tells A, B apart.",
    );
    expect(renderResultBlock(matrix(["A", "B"], [row("one", ["PASS", null])]), link)).toContain("- pending: 1 cell\n");
  });

  it("under a stance links to where that reading is shown", () => {
    const block = renderResultBlock({ ...matrix(["A"], [row("one", ["PASS"])]), stance: "mm-safety" }, link);
    expect(block).toContain("stance mm-safety, world");
    expect(block).toContain("https://bakeoff.example/d/pfn-cachemode?stance=mm-safety\n");
  });

  it("keeps the reader's choice in its link, and says that proposals are left out", () => {
    const three = matrix(["A", "B", "C"], [row("one", ["PASS", "FAIL", "PASS"])]);
    const choice = { stance: null, columns: ["B", "A"], folded: true };
    const block = renderResultBlock(three, { ...link, choice });
    expect(block).toContain("only chosen proposals are shown\n");
    expect(block).toContain("/r/7f3a9c2e41d0?cols=B,A\n");
  });

  it("links to the decision while there is no report", () => {
    expect(renderResultBlock(matrix(["A"], [row("one", ["PASS"])]), { ...link, report: null })).toContain(
      "https://bakeoff.example/d/pfn-cachemode\n",
    );
  });
});
