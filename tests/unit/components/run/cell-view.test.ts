import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CellView } from "#components/run/cell-view.tsx";
import { valueText } from "#components/run/value-text.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import { cellPageFixture, refusedCellPageFixture, thrownCellPageFixture } from "../../../fixtures/pages/cell-page.ts";

const render = (page: CellPage): string =>
  renderToStaticMarkup(createElement(CellView, { page, quote: "the block\n" }));

test("every step has an anchor, and the deciding one is linked before the trace", () => {
  const html = render(cellPageFixture);
  for (const number of [1, 2, 3, 4]) expect(html).toContain(`id="s${number}"`);
  expect(html.indexOf('href="#s4"')).toBeLessThan(html.indexOf('id="s1"'));
  expect(html).toContain("decides the verdict");
});

test("expected and got stand beside each other for every expectation", () => {
  const html = render(cellPageFixture);
  expect(html).toContain("no violation of I9 that nobody warned about");
  expect(html).toContain("vram[0] is mapped WC by v and UC- by the kernel");
});

test("the world's limits and all hashes of inputs are on the page", () => {
  const html = render(cellPageFixture);
  for (const limit of cellPageFixture.limits) expect(html).toContain(limit);
  const { world, proposal, scenario } = cellPageFixture.inputs;
  for (const { hash } of [world, proposal, scenario]) expect(html).toContain(hash);
});

test("calls are indented in the text itself, so that readers without styles see the depth", () => {
  expect(render(cellPageFixture)).toContain("\u00a0\u00a0\u00a0\u00a0check_vma_range(");
});

test("a policy that threw is shown with its line, linked to that version of the policy", () => {
  const html = render(thrownCellPageFixture);
  expect(html).toContain('href="/d/pfn-cachemode/p/O4/v1#p12"');
  expect(html).toContain("Error: no such frame");
});

test("a policy that was declined before the run has no trace, and the page says so", () => {
  const html = render(refusedCellPageFixture);
  expect(html).toContain("policy.ts line 4, column 11");
  expect(html).toContain("There is no trace");
});

test("no element carries a style of its own", () => {
  for (const page of [cellPageFixture, thrownCellPageFixture, refusedCellPageFixture])
    expect(render(page)).not.toContain("style=");
});

test("values read as people write them", () => {
  expect(valueText({ a: 1, b: null, c: ["WC", "WC", "UC-"] })).toBe("{ a: 1, b: none, c: [WC x 2, UC-] }");
});
