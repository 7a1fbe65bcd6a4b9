import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MatrixTable } from "#components/matrix/matrix-table.tsx";
import { chooseColumns } from "#core/matrix/matrix-choice.ts";
import { permalink } from "#core/permalink.ts";
import { matrixFixture } from "../../../fixtures/pages/decision-page.ts";

const render = (matrix = matrixFixture, folded = false): string =>
  renderToStaticMarkup(createElement(MatrixTable, { matrix, folded, frozen: false, caption: "Matrix" }));
const count = (html: string, part: string): number => html.split(part).length - 1;

test("every cell is a word that links to its own page", () => {
  const html = render();
  const cells = matrixFixture.suites.flatMap((suite) => suite.rows.flatMap((row) => row.cells));
  expect(cells).toHaveLength(126);
  for (const cell of cells) {
    if (cell === null) continue;
    expect(html).toMatch(
      new RegExp(`<a href="${permalink.cell(cell.hash)}"[^>]*>${cell.verdict.replace("*", "\\*")}</a>`),
    );
  }
});

test("a suite is a body of the table with a heading row", () => {
  const html = render();
  expect(count(html, "<tbody>")).toBe(3);
  expect(count(html, 'scope="rowgroup"')).toBe(3);
  expect(count(html, 'scope="row"')).toBe(14);
  expect(count(html, 'scope="col"')).toBe(11);
});

test("folded rows are one line a suite and keep their names and words", () => {
  const html = render(matrixFixture, true);
  expect(html).toContain("1 row agrees");
  expect(html).toContain("2 rows agree");
  expect(html).toMatch(/pat-off<\/a> N\/A/);
  expect(count(html, 'scope="row"')).toBe(11 + 2);
});

test("rows agree or differ by the chosen columns alone", () => {
  const html = render(chooseColumns(matrixFixture, ["O2", "O12"]), true);
  expect(html).not.toContain(">S0</a>");
  expect(html).toContain("6 rows agree");
});

test("a pending cell says so and links nowhere", () => {
  const [suite] = matrixFixture.suites;
  const row = suite?.rows[0];
  const pending = {
    ...matrixFixture,
    suites: [{ slug: "a", title: "A", rows: row ? [{ ...row, cells: [null] }] : [] }],
  };
  expect(render({ ...pending, columns: matrixFixture.columns.slice(0, 1) })).toMatch(/<td[^>]*>pending<\/td>/);
});

test("no total is shown for a proposal", () => {
  const html = render();
  expect(html).not.toContain("<tfoot");
  expect(count(html, 'class="counts"')).toBe(15);
});
