import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunOptions, runFiles } from "#cli/run.ts";

const WORLD = new URL("../../../src/worlds/pfn-cachemode", import.meta.url).pathname;
const SCENARIO = join(WORLD, "scenarios/correctness/ttm-highmem.yaml");
const bySources: RunOptions = { world: WORLD, proposal: [join(WORLD, "proposals/S0"), join(WORLD, "proposals/O4")] };

async function run(paths: readonly string[], options: RunOptions = {}) {
  let out = "";
  let err = "";
  const code = await runFiles(paths, options, { out: (text) => void (out += text), err: (text) => void (err += text) });
  return { code, out, err };
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bakeoff-run-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("bakeoff run", () => {
  it("on a decision's folder prints the block, the matrix and the reasons, in ASCII of at most 72 columns", async () => {
    const { code, out, err } = await run([WORLD], { only: "S0,O4" });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("only chosen proposals are shown\n");
    expect(out).toMatch(/^ttm-highmem, S0: FAIL/m);
    expect(out.split("\n").filter((line) => line.length > 72 || !/^[\x20-\x7e]*$/.test(line))).toEqual([]);
  });

  it("gives the same cells and traces from a folder, from single files, and a second time", async () => {
    const cellsOf = (out: string) => {
      const document: { cells: { scenario: string; proposal: string; hash: string; traceHash: string }[] } =
        JSON.parse(out);
      return document.cells
        .filter(({ scenario, proposal }) => scenario === "ttm-highmem" && (proposal === "S0" || proposal === "O4"))
        .map(({ proposal, hash, traceHash }) => ({ proposal, hash, traceHash }));
    };
    const whole = cellsOf((await run([WORLD], { json: true })).out);
    const single = await run([SCENARIO], { ...bySources, json: true });
    expect(whole).toHaveLength(2);
    expect(cellsOf(single.out)).toEqual(whole);
    expect((await run([SCENARIO], { ...bySources, json: true })).out).toBe(single.out);
  });

  it("on files with problems prints each with its place, and ends with 2", async () => {
    const path = join(folder, "wrong.yaml");
    await writeFile(path, "scenario: Wrong\nabout: x\nwhen:\n  - fautl: {}\nthen:\n  - warned: maybe so\n");
    const { code, out, err } = await run([path], bySources);
    expect([code, out]).toEqual([2, ""]);
    expect(err.split("\n")).toEqual([
      expect.stringContaining(`${path}:1:11: scenario wants a name`),
      expect.stringContaining(`${path}:4:5: unknown step "fautl"; did you mean fault?`),
      `${path}:6:13: warned wants true, false or the code of a warning`,
      "",
    ]);
  });

  it("on files that are not there, or without a world, says what is missing", async () => {
    expect(await run([join(folder, "none.yaml")], bySources)).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no such file"),
    });
    expect(await run([folder])).toMatchObject({ code: 2, err: expect.stringContaining("--world") });
    expect(await run([WORLD], { stance: "nobody" })).toMatchObject({
      code: 2,
      err: expect.stringContaining('stance "nobody"'),
    });
  });
});
