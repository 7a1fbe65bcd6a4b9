/** Reservations of device memory and mapping at mmap time, as measured on 6.1, 6.12 and 7.3 (table in the README of the world). */
import { describe, expect, it } from "vitest";
import { runSteps, type WrittenStep } from "./run-steps.ts";

const BAR: WrittenStep[] = [["resource", { as: "bar", kind: "bar", pages: 2 }]];
const WC_BAR: WrittenStep[] = [...BAR, ["ioremap", { range: "bar", mode: "WC" }]];
const entry = (mode: string) => ({ first: 0, count: 2, mode });

describe("ioremap", () => {
  it("gives a second mapping the mode of the first, and each has its own equal entry", () => {
    const ran = runSteps([...WC_BAR, ["ioremap", { range: "bar", mode: "UC-" }]]);
    expect(ran.result).toBe("mapped");
    expect(ran.tree).toEqual([entry("WC"), entry("WC")]);
    expect(ran.state.kernel_mappings.map(({ mode }) => mode)).toEqual(["WC", "WC"]);
  });

  it("loses one entry with each iounmap", () => {
    const twice: WrittenStep[] = [...WC_BAR, ["ioremap", { range: "bar", mode: "WC" }], ["iounmap", { range: "bar" }]];
    expect(runSteps(twice).tree).toEqual([entry("WC")]);
    expect(runSteps([...twice, ["iounmap", { range: "bar" }]]).tree).toEqual([]);
  });

  it("is NULL with a warning on System RAM", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "ram" }],
      ["ioremap", { range: "ram", mode: "WC" }],
    ]);
    expect(ran.result).toBe("NULL");
    expect(ran.warnings).toEqual(["ioremap-on-ram"]);
    expect(ran.tree).toEqual([]);
  });

  it("is NULL where an uncached request would become a cached mapping", () => {
    const ran = runSteps([
      ["resource", { as: "pmem", kind: "fsdax" }],
      ["ioremap", { range: "pmem", mode: "WC" }],
    ]);
    expect(ran.result).toBe("NULL");
    expect(ran.tree).toEqual([{ first: 0, count: 1, mode: "WB" }]);
  });

  it("turns a WB request into UC- where the MTRR is not WB", () => {
    const cached: WrittenStep[] = [...BAR, ["ioremap", { range: "bar", mode: "WB" }]];
    expect(runSteps(cached).tree).toEqual([entry("UC-")]);
    expect(runSteps(cached, { mtrr: "bars-wb" }).tree).toEqual([entry("WB")]);
  });

  it("reserves nothing in the ISA hole, and nothing without PAT", () => {
    const isa: WrittenStep[] = [
      ["resource", { as: "vga", kind: "isa" }],
      ["ioremap", { range: "vga", mode: "WB" }],
    ];
    expect(runSteps(isa).tree).toEqual([]);
    expect(runSteps(WC_BAR, { pat: "off" }).tree).toEqual([]);
  });
});

describe("device memory with pages", () => {
  const cases = [
    ["ZONE_DEVICE on DRAM", { kind: "generic" }, "WB"],
    ["ZONE_DEVICE of a filesystem", { kind: "fsdax" }, "WB"],
    ["ZONE_DEVICE under a UC MTRR", { kind: "generic", mtrr: "UC" }, "UC-"],
    ["p2pdma", { kind: "p2pdma" }, "UC-"],
  ] as const;
  for (const [what, args, mode] of cases)
    it(`${what} has a ${mode} entry and a ${mode} direct map`, () => {
      const ran = runSteps([["resource", { as: "f", ...args }]]);
      expect(ran.tree).toEqual([{ first: 0, count: 1, mode }]);
      expect(ran.state.frames[0]).toMatchObject({ dm_present: true, dm_mode: mode });
    });

  it("p2pdma pages have no reference until allocated, before 6.16 one", () => {
    const steps: WrittenStep[] = [
      ["resource", { as: "f", kind: "p2pdma" }],
      ["mmap", { as: "v", kind: "MIXEDMAP" }],
      ["insert_page", { vma: "v", page: 0, frame: "f" }],
    ];
    expect(runSteps(steps).result).toBe("-EINVAL");
    expect(runSteps(steps, { kernel: "pre-6.16" }).result).toBe("0");
  });

  it("the ISA hole has a page with one reference and a WB direct map", () => {
    const ran = runSteps([["resource", { as: "f", kind: "isa" }]]);
    expect(ran.state.frames[0]).toMatchObject({ refcount: 1, dm_present: true, dm_mode: "WB", mtrr: "UC" });
    expect(ran.tree).toEqual([]);
  });
});

describe("arch_io_reserve_memtype_wc", () => {
  it("leaves an entry that a later insertion obeys", () => {
    const ran = runSteps([
      ...BAR,
      ["io_reserve_memtype", { range: "bar", mode: "WC" }],
      ["mmap", { as: "v" }],
      ["fault", { vma: "v", page: 0, frame: "bar[0]", want: "UC-" }],
    ]);
    expect(ran.tree).toEqual([entry("WC")]);
    expect(ran.pte(0)?.mode).toBe("WC");
  });
});

describe("remap_pfn_range", () => {
  const whole = (prot: string): WrittenStep[] => [
    ["mmap", { as: "v", pages: 2, kind: "neither" }],
    ["remap_pfn_range", { vma: "v", frames: "bar", prot }],
  ];

  it("reserves the range of a whole VMA until the VMA goes", () => {
    const mapped = runSteps([...BAR, ...whole("WC")]);
    expect(mapped.result).toBe("0");
    expect(mapped.tree).toEqual([entry("WC")]);
    expect(mapped.state.vmas[0]).toMatchObject({ pfnmap: true, io: true, dont_expand: true });
    const gone = runSteps([...BAR, ...whole("WC"), ["munmap", { vma: "v" }]]);
    expect(gone.tree).toEqual([]);
    expect(gone.pte(0)).toBeNull();
    expect(gone.warnings).toEqual([]);
  });

  for (const prot of ["WB", "UC-"])
    it(`takes the mode of a WC entry where ${prot} was asked, and succeeds`, () => {
      const ran = runSteps([...WC_BAR, ...whole(prot)]);
      expect(ran.result).toBe("0");
      expect([ran.pte(0)?.mode, ran.pte(1)?.mode]).toEqual(["WC", "WC"]);
    });

  it("fails where an uncached request meets a WB entry, and frees what it reserved", () => {
    const ran = runSteps([["resource", { as: "bar", kind: "fsdax", pages: 2 }], ...whole("WC")]);
    expect(ran.result).toBe("-EINVAL");
    expect(ran.tree).toEqual([entry("WB")]);
    expect(ran.warnings).toEqual(["map-pfn-overlaps"]);
  });

  it("maps System RAM as tracked, with a log line where that is not what was asked", () => {
    const ran = runSteps([["alloc_pages", { as: "bar", blocks: 2 }], ...whole("WC")]);
    expect(ran.result).toBe("0");
    expect(ran.pte(0)).toMatchObject({ mode: "WB", asked: "WC" });
    expect(ran.warnings).toEqual(["map-pfn-expected"]);
    expect(ran.tree).toEqual([]);
  });

  it("works read-only in a private VMA that it covers, and not in a part of one", () => {
    const steps = (pages: number): WrittenStep[] => [
      ...BAR,
      ["mmap", { as: "v", pages, kind: "neither", flags: ["WRITE", "MAYWRITE"] }],
      ["remap_pfn_range", { vma: "v", frames: "bar", prot: "WC" }],
    ];
    const ran = runSteps(steps(2));
    expect(ran.result).toBe("0");
    expect(ran.pte(0)).toMatchObject({ mode: "WC", write: false });
    expect(ran.violated).toEqual([]);
    expect(runSteps(steps(3)).result).toBe("-EINVAL");
  });

  it("reserves nothing for a part of a VMA, and fails where its frames have different modes", () => {
    const steps = (given: WrittenStep[]): WrittenStep[] => [
      ...given,
      ["mmap", { as: "v", pages: 4, kind: "neither" }],
      ["remap_pfn_range", { vma: "v", frames: "f", prot: "WC" }],
    ];
    const same = runSteps(steps([["alloc_pages", { as: "f", blocks: 2 }]]));
    expect(same.result).toBe("0");
    expect(same.tree).toEqual([]);
    const mixed = steps([
      ["alloc_pages", { as: "f", blocks: 2 }],
      ["set_page", { page: "f[1]", mode: "WC" }],
    ]);
    expect(runSteps(mixed).result).toBe("-EINVAL");
  });

  it("is a BUG over a present entry", () => {
    const ran = runSteps([...BAR, ...whole("WC"), ["remap_pfn_range", { vma: "v", frames: "bar", prot: "WC" }]]);
    expect(ran.result).toBe("-EINVAL");
    const partly = runSteps([
      ["alloc_pages", { as: "f" }],
      ["mmap", { as: "v" }],
      ["fault", { vma: "v", page: 0, frame: "f", want: "WB" }],
      ["remap_pfn_range", { vma: "v", frames: "f", prot: "WB" }],
    ]);
    expect(partly.warnings).toEqual(["kernel-bug"]);
  });
});
