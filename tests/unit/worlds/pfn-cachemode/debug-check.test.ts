/** What the debug check sees with each of its sources. */
import { describe, expect, it } from "vitest";
import * as o1 from "#worlds/pfn-cachemode/proposals/O1/policy.ts";
import * as o2 from "#worlds/pfn-cachemode/proposals/O2/policy.ts";
import { runSteps, type WrittenStep } from "./run-steps.ts";

const fault = (want: string): WrittenStep[] => [
  ["mmap", { as: "v" }],
  ["fault", { vma: "v", page: 0, frame: "f", want }],
];
const RAM: WrittenStep[] = [["alloc_pages", { as: "f" }]];
const FREED_WHILE_WC: WrittenStep[] = [
  ["alloc_pages", { as: "old" }],
  ["set_pages_array", { pages: "old", mode: "WC" }],
  ["free_pages", { pages: "old" }],
  ...RAM,
];
const warned = (steps: WrittenStep[], config: { [name: string]: string }, policy: object = o2): boolean =>
  runSteps(steps, config, policy).warnings.includes("mode-conflict");

describe("the debug check", () => {
  it("reports a page whose direct map was not changed, from either source", () => {
    for (const check of ["dm", "pgmt", "both"]) expect(warned([...RAM, ...fault("WC")], { check })).toBe(true);
  });

  it("says nothing with check none or outside of debug kernels, and then costs nothing", () => {
    for (const config of [{ check: "none" }, { debug: "off" }]) {
      const ran = runSteps([...RAM, ...fault("WC")], config, o2);
      expect(ran.warnings).toEqual([]);
      expect([ran.metric("page_table_walks"), ran.metric("memtype_lookups")]).toEqual([0, 0]);
    }
  });

  it("finds a page that was freed while WC in the direct map, and not in the tracking bits, which freeing wiped", () => {
    const steps = [...FREED_WHILE_WC, ...fault("WB")];
    expect(warned(steps, { check: "dm" })).toBe(true);
    expect(warned(steps, { check: "pgmt" })).toBe(false);
    expect(warned(steps, { check: "both" })).toBe(true);
  });

  it("raises no false alarm for highmem, for a page outside of the direct map, or without PAT", () => {
    for (const check of ["dm", "both"]) {
      const high: WrittenStep[] = [["alloc_pages", { as: "f", zone: "highmem" }], ...fault("WC")];
      expect(warned(high, { check, arch: "x86_32" })).toBe(false);
      const wc: WrittenStep = ["set_pages_array", { pages: "f", mode: "WC" }];
      const unmapped: WrittenStep[] = [["alloc_pages", { as: "f", zone: "no-direct-map" }], wc, ...fault("WC")];
      expect(warned(unmapped, { check })).toBe(false);
      expect(warned([...RAM, wc, ...fault("WC")], { check, pat: "off" })).toBe(false);
    }
  });

  it("sees a registration of ZONE_DEVICE in the tracker only", () => {
    const steps: WrittenStep[] = [["resource", { as: "f", kind: "fsdax" }], ...fault("WC")];
    expect(warned(steps, { check: "dm" }, o1)).toBe(false);
    expect(warned(steps, { check: "both" }, o1)).toBe(true);
  });

  it("warns once for a frame, and again after it was allocated anew", () => {
    const twice = [...RAM, ...fault("WC"), ["zap", { vma: "v", page: 0 }], ...fault("WC").slice(1)] as WrittenStep[];
    expect(runSteps(twice, {}, o2).warnings).toEqual(["mode-conflict"]);
    const anew = [
      ...twice,
      ["zap", { vma: "v", page: 0 }],
      ["free_pages", { pages: "f" }],
      ["alloc_pages", { as: "g" }],
      ["fault", { vma: "v", page: 0, frame: "g", want: "WC" }],
    ] as WrittenStep[];
    expect(runSteps(anew, {}, o2).warnings).toEqual(["mode-conflict", "mode-conflict"]);
  });
});
