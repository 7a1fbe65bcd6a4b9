/** Caches: what is stale for whom, on which CPU. */
import { describe, expect, it } from "vitest";
import * as o4 from "#worlds/pfn-cachemode/proposals/O4/policy.ts";
import { runSteps, type WrittenStep } from "./run-steps.ts";

/** A page whose direct map is WB, mapped with the mode that is wanted: today's kernel gives WB, O4 what was asked. */
const mapped = (want: string): WrittenStep[] => [
  ["alloc_pages", { as: "f" }],
  ["mmap", { as: "v" }],
  ["fault", { vma: "v", page: 0, frame: "f", want }],
];
const store: WrittenStep = ["cpu_store", { vma: "v", page: 0, value: 7 }];
const on = (call: string, more = {}): WrittenStep => [call, { frame: "f", ...more }];

describe("a device that does not snoop", () => {
  it("reads stale data where the driver wanted WC and was given WB, on every CPU", () => {
    for (const cpu of ["legacy", "self-snoop"])
      expect(runSteps([...mapped("WC"), store, on("drain"), on("device_read")], { cpu }).result).toBe(0);
  });

  it("reads fresh data through a WC or UC entry", () => {
    for (const want of ["WC", "UC-"])
      expect(runSteps([...mapped(want), store, on("drain"), on("device_read")], {}, o4).result).toBe(7);
  });

  it("reads fresh WB data after a flush", () => {
    expect(runSteps([...mapped("WB"), store, on("clflush"), on("device_read")]).result).toBe(7);
  });

  it("loses what it wrote to a clean line that a legacy CPU writes back", () => {
    const steps = [...mapped("WB"), on("speculate"), on("device_write", { value: 9 }), on("evict"), on("device_read")];
    expect(runSteps(steps, { cpu: "legacy" }).result).toBe(0);
    expect(runSteps(steps, { cpu: "self-snoop" }).result).toBe(9);
  });
});

describe("a device that snoops", () => {
  it("reads fresh data from the caches", () => {
    expect(runSteps([...mapped("WB"), store, on("device_read")], { device: "snoop" }).result).toBe(7);
  });
});

describe("a WC entry beside a WB direct map", () => {
  it("loses a store to a line that was read ahead, on a legacy CPU only", () => {
    const steps = [...mapped("WC"), on("speculate"), store, on("drain"), on("evict"), on("device_read")];
    expect(runSteps(steps, { cpu: "legacy" }, o4).result).toBe(0);
    expect(runSteps(steps, { cpu: "self-snoop" }, o4).result).toBe(7);
  });

  it("shows the kernel stale data through the direct map, on a legacy CPU only", () => {
    const steps = [...mapped("WC"), on("kernel_load"), store, on("drain"), on("kernel_load")];
    expect(runSteps(steps, { cpu: "legacy" }, o4).result).toBe(0);
    expect(runSteps(steps, { cpu: "self-snoop" }, o4).result).toBe(7);
  });

  it("has its data overwritten by an old dirty line, unless the line was flushed before", () => {
    const steps = (before: WrittenStep[]): WrittenStep[] => [
      ["alloc_pages", { as: "f" }],
      on("kernel_store", { value: 3 }),
      ...before,
      ["mmap", { as: "v" }],
      ["fault", { vma: "v", page: 0, frame: "f", want: "WC" }],
      store,
      on("drain"),
      on("evict"),
      on("device_read"),
    ];
    expect(runSteps(steps([]), {}, o4).result).toBe(3);
    expect(runSteps(steps([on("clflush")]), {}, o4).result).toBe(7);
  });

  it("is an error on a legacy CPU and only information on a self-snooping one", () => {
    const severities = (cpu: string) =>
      runSteps(mapped("WC"), { cpu }, o4).trace.steps.flatMap((step) =>
        step.violations.map(({ severity }) => severity),
      );
    expect(severities("legacy")).toEqual(["error"]);
    expect(severities("self-snoop")).toEqual(["info"]);
  });
});

describe("a WB entry on a BAR", () => {
  it("is an error where the MTRR lets it be cached, and only information where it does not", () => {
    const steps: WrittenStep[] = [
      ["resource", { as: "f", kind: "bar" }],
      ["mmap", { as: "v" }],
      ["fault", { vma: "v", page: 0, frame: "f", want: "WB" }],
    ];
    const severities = (mtrr: string) =>
      runSteps(steps, { mtrr }, o4).trace.steps.flatMap((step) => step.violations.map(({ severity }) => severity));
    expect(severities("bars-wb")).toEqual(["error"]);
    expect(severities("typical")).toEqual(["info"]);
  });
});
