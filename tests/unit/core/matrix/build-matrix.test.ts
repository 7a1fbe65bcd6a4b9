import { describe, expect, it } from "vitest";
import { buildMatrix } from "#core/matrix/build-matrix.ts";
import { countWords, rowDiffers, verdictCounts } from "#core/matrix/matrix-rows.ts";
import { selectColumns } from "#core/matrix/select-columns.ts";

const cell = (proposalHash: string, scenarioHash: string, verdict: "PASS" | "FAIL") =>
  ({ hash: `${proposalHash}${scenarioHash}`, verdict, step: null, reason: "", proposalHash, scenarioHash }) as const;
const input = {
  decision: { slug: "d", title: "D" },
  world: { name: "w", title: "W", version: 1, hash: "w" },
  engine: "1",
  seed: 0,
  stance: null,
  columns: [
    { key: "B", title: "b", version: 1, hash: "b", position: 1 },
    { key: "A", title: "a", version: 2, hash: "a", position: 0 },
  ],
  suites: [
    { slug: "late", title: "Late", position: 1 },
    { slug: "early", title: "Early", position: 0 },
    { slug: "empty", title: "Empty", position: 2 },
  ],
  rows: [
    { suite: "late", position: 0, slug: "z", about: "", version: 1, hash: "z" },
    { suite: "early", position: 1, slug: "y", about: "", version: 1, hash: "y" },
    { suite: "early", position: 0, slug: "x", about: "", version: 1, hash: "x" },
  ],
  cells: [cell("a", "x", "PASS"), cell("b", "x", "FAIL"), cell("b", "y", "PASS")],
};

describe("a matrix", () => {
  const matrix = buildMatrix(input);
  it("has columns, suites and rows in the chosen order, and null where a cell is pending", () => {
    expect(matrix.columns.map(({ key }) => key)).toEqual(["A", "B"]);
    expect(matrix.suites.map(({ slug, rows }) => [slug, rows.map((row) => row.slug)])).toEqual([
      ["early", ["x", "y"]],
      ["late", ["z"]],
    ]);
    expect(matrix.suites[0]?.rows.map(({ cells }) => cells.map((each) => each?.verdict ?? null))).toEqual([
      ["PASS", "FAIL"],
      [null, "PASS"],
    ]);
  });
  it("is the same whatever the order of its rows was", () => {
    const reversed = {
      ...input,
      rows: input.rows.toReversed(),
      cells: input.cells.toReversed(),
      columns: input.columns.toReversed(),
    };
    expect(buildMatrix(reversed)).toEqual(matrix);
  });
  it("counts words in a fixed order, and does not take a pending cell for a difference", () => {
    const [x, y] = matrix.suites[0]?.rows ?? [];
    if (x === undefined || y === undefined) throw new Error("two rows were built");
    expect(verdictCounts(x)).toEqual([
      { verdict: "PASS", count: 1 },
      { verdict: "FAIL", count: 1 },
    ]);
    expect([rowDiffers(x), rowDiffers(y)]).toEqual([true, false]);
    expect(countWords(y)).toBe("1 PASS, 1 pending");
  });
  it("reports chosen columns that it does not have", () => {
    const { matrix: chosen, unknown, partial } = selectColumns(matrix, ["B", "Q"]);
    expect([chosen.columns.map(({ key }) => key), unknown, partial]).toEqual([["B"], ["Q"], true]);
    expect(chosen.suites[0]?.rows[0]?.cells).toHaveLength(1);
    expect(selectColumns(matrix, ["Q"]).matrix).toBe(matrix);
  });
});
