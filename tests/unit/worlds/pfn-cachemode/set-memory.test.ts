/** Direct map and tracker, as measured on 6.1, 6.12 and 7.3 (table in the README of the world). */
import { describe, expect, it } from "vitest";
import { runSteps, type WrittenStep } from "./run-steps.ts";

const WC_PAGE: WrittenStep[] = [
  ["alloc_pages", { as: "f" }],
  ["set_pages_array", { pages: "f", mode: "WC" }],
];

describe("changing a page that is WC already", () => {
  const cases: readonly [WrittenStep, string][] = [
    [["set_pages_array", { pages: "f", mode: "WC" }], "-EINVAL"],
    [["set_pages_array", { pages: "f", mode: "UC-" }], "-EINVAL"],
    [["set_memory", { pages: "f", mode: "WC" }], "-EBUSY"],
    [["set_memory", { pages: "f", mode: "UC-" }], "-EBUSY"],
  ];
  for (const [step, error] of cases)
    it(`${step[0]} to ${step[1]?.mode} is ${error} and keeps tracker and direct map`, () => {
      const ran = runSteps([...WC_PAGE, step]);
      expect(ran.result).toBe(error);
      expect(ran.state.frames[0]).toMatchObject({ pgmt: "WC", dm_mode: "WC" });
    });

  it("works by way of WB, and the tracker then says UC-", () => {
    const ran = runSteps([
      ...WC_PAGE,
      ["set_memory", { pages: "f", mode: "WB" }],
      ["set_memory", { pages: "f", mode: "UC-" }],
    ]);
    expect(ran.result).toBe("0");
    expect(ran.state.frames[0]).toMatchObject({ pgmt: "UC-", dm_mode: "UC-" });
  });
});

describe("set_pages_array_wc", () => {
  it("is -EINVAL if one page of four is WC already, gives those before it back and leaves that one alone", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "f", blocks: 4 }],
      ["set_page", { page: "f[2]", mode: "WC" }],
      ["set_pages_array", { pages: "f", mode: "WC" }],
    ]);
    expect(ran.result).toBe("-EINVAL");
    expect(ran.state.frames.map(({ pgmt }) => pgmt)).toEqual(["WB", "WB", "WC", "WB"]);
    expect(ran.state.frames.map(({ dm_mode }) => dm_mode)).toEqual(["WB", "WB", "WC", "WB"]);
  });

  it("skips highmem pages and succeeds", () => {
    const ran = runSteps(
      [
        ["alloc_pages", { as: "f", zone: "highmem" }],
        ["set_pages_array", { pages: "f", mode: "WC" }],
      ],
      { arch: "x86_32" },
    );
    expect(ran.result).toBe("0");
    expect(ran.state.frames[0]).toMatchObject({ pgmt: "WB", dm_present: false, dm_mode: "WB" });
    expect(ran.metric("cpa_locks")).toBe(0);
  });

  it("changes the direct map in two passes, each with its interrupt and its cache flush", () => {
    const ran = runSteps(WC_PAGE);
    expect([ran.metric("ipis"), ran.metric("clflush_pages"), ran.metric("cpa_locks")]).toEqual([2, 2, 2]);
  });

  it("changes nothing on arm64, where it does not exist", () => {
    const ran = runSteps(WC_PAGE, { arch: "arm64" });
    expect(ran.state.frames[0]).toMatchObject({ pgmt: "WB", dm_mode: "WB" });
  });
});

describe("going back to WB", () => {
  it("flushes no cache", () => {
    const ran = runSteps([...WC_PAGE, ["set_pages_array", { pages: "f", mode: "WB" }]]);
    expect([ran.metric("ipis"), ran.metric("clflush_pages")]).toEqual([1, 0]);
    expect(ran.state.frames[0]).toMatchObject({ pgmt: "WB", dm_mode: "WB" });
  });
});

describe("a page that is freed while WC", () => {
  const freed: WrittenStep[] = [...WC_PAGE, ["free_pages", { pages: "f" }], ["alloc_pages", { as: "again" }]];

  it("is tracked as WB when it is allocated again, while the direct map is still WC, and nobody says so", () => {
    const ran = runSteps(freed);
    expect(ran.state.frames).toHaveLength(1);
    expect(ran.state.frames[0]).toMatchObject({ pgmt: "WB", dm_mode: "WC", refcount: 1, gen: 1, in_buddy: false });
    expect(ran.warnings).toEqual([]);
  });

  it("gets a WB entry where WB is wanted, which is an alias of its direct map", () => {
    const ran = runSteps([
      ...freed,
      ["mmap", { as: "v" }],
      ["fault", { vma: "v", page: 0, frame: "again", want: "WB" }],
    ]);
    expect(ran.pte(0)?.mode).toBe("WB");
    expect(ran.violated).toEqual(["no-cached-alias"]);
  });

  it("is repaired by set_pages_array_wb", () => {
    const ran = runSteps([...freed, ["set_pages_array", { pages: "again", mode: "WB" }]]);
    expect(ran.state.frames[0]?.dm_mode).toBe("WB");
  });
});
