import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DecisionView } from "#components/decision/decision-view.tsx";
import { HomeView } from "#components/decision/home-view.tsx";
import { ProgressLine } from "#components/decision/progress-line.tsx";
import { type MatrixChoice, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { decisionPageFixture } from "../../../fixtures/pages/decision-page.ts";
import { homePageFixture } from "../../../fixtures/pages/home-page.ts";

const render = (choice: MatrixChoice = WHOLE_MATRIX): string =>
  renderToStaticMarkup(
    createElement(DecisionView, {
      page: decisionPageFixture,
      choice,
      quote: "the block\n",
      progress: createElement(ProgressLine, { progress: { done: 90, total: 126 }, showsOlder: true }),
    }),
  );

test("the form offers every proposal and marks the chosen ones", () => {
  const html = render({ ...WHOLE_MATRIX, columns: ["S0", "O4"] });
  expect(html.match(/type="checkbox" name="cols"/g)).toHaveLength(9);
  expect(html.match(/type="checkbox" name="cols" checked=""/g)).toHaveLength(2);
});

test("the twins show the same choice as the page", () => {
  const html = render({ stance: "mm-safety", columns: ["S0", "O4"], folded: true });
  expect(html).toContain('href="/d/pfn-cachemode.txt?stance=mm-safety&amp;cols=S0,O4&amp;fold=1"');
  expect(html).toContain("Judged under the stance mm-safety");
});

test("pending cells are counted, and the matrix that is shown is named as the older one", () => {
  const html = render();
  expect(html).toContain("pending 90/126");
  expect(html).toMatch(/<progress [^>]*max="126"[^>]*value="90"/);
  expect(html).toContain("Below is the last complete matrix.");
});

test("PASS is explained as no more than it is", () => {
  expect(render()).toContain("PASS means: no violation found in this scenario.");
});

test("dates are absolute and in UTC", () => {
  const html = renderToStaticMarkup(createElement(HomeView, { page: homePageFixture }));
  expect(html).toContain(">2026-11-22 14:03 UTC</time>");
});

test("an empty service says what is missing", () => {
  const html = renderToStaticMarkup(createElement(HomeView, { page: { decisions: [], moved: [], next: null } }));
  expect(html).toContain("There is no decision yet.");
});
