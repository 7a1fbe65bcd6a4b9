/** What today's kernel gives an insertion, as measured on 6.1, 6.12 and 7.3 (table in the README of the world). */
import { describe, expect, it } from "vitest";
import { runSteps, type WrittenStep } from "./run-steps.ts";

const RAM: WrittenStep[] = [["alloc_pages", { as: "f" }]];
const WC_RAM: WrittenStep[] = [...RAM, ["set_pages_array", { pages: "f", mode: "WC" }]];
const BAR: WrittenStep[] = [["resource", { as: "f", kind: "bar", pages: 2 }]];
const fault = (want: string): WrittenStep[] => [
  ["mmap", { as: "v" }],
  ["fault", { vma: "v", page: 0, frame: "f[0]", want }],
];

describe("vmf_insert_pfn_prot of today gives", () => {
  const cases: readonly [frame: string, given: WrittenStep[], want: string, mode: string][] = [
    ["a page that was made WC", WC_RAM, "WC", "WC"],
    ["a page that was made WC", WC_RAM, "WB", "WC"],
    ["a page that is WB", RAM, "WC", "WB"],
    ["a page that is WB", RAM, "UC-", "WB"],
    ["a page that is WB", RAM, "WT", "WB"],
    ["a BAR without entry", BAR, "WC", "UC-"],
    ["a BAR without entry", BAR, "WB", "UC-"],
    ["a BAR after ioremap_wc", [...BAR, ["ioremap", { range: "f", mode: "WC" }]], "WC", "WC"],
    ["a BAR after ioremap_wc", [...BAR, ["ioremap", { range: "f", mode: "WC" }]], "WB", "WC"],
    ["a BAR after ioremap", [...BAR, ["ioremap", { range: "f", mode: "UC-" }]], "WC", "UC-"],
    ["ZONE_DEVICE on DRAM", [["resource", { as: "f", kind: "generic" }]], "WC", "WB"],
    ["ZONE_DEVICE under a UC MTRR", [["resource", { as: "f", kind: "generic", mtrr: "UC" }]], "WB", "UC-"],
    ["a p2pdma page", [["resource", { as: "f", kind: "p2pdma" }]], "WC", "UC-"],
    ["a firmware area with pages", [["resource", { as: "f", kind: "reserved" }]], "WC", "UC-"],
    ["the ISA hole", [["resource", { as: "f", kind: "isa" }]], "WC", "WB"],
  ];
  for (const [frame, given, want, mode] of cases)
    it(`${frame} the mode ${mode} where ${want} was wanted, without a message`, () => {
      const ran = runSteps([...given, ...fault(want)]);
      expect(ran.result).toBe("NOPAGE");
      expect(ran.pte(0)).toMatchObject({ mode, encoded: mode, asked: want, special: true });
      expect(ran.warnings).toEqual([]);
    });

  it("a highmem page WB where WC was wanted, because its tracking bits are never set", () => {
    const given: WrittenStep[] = [
      ["alloc_pages", { as: "f", zone: "highmem" }],
      ["set_pages_array", { pages: "f", mode: "WC" }],
    ];
    const ran = runSteps([...given, ...fault("WC")], { arch: "x86_32" });
    expect(ran.pte(0)?.mode).toBe("WB");
    expect(ran.state.frames[0]).toMatchObject({ pgmt: "WB", dm_present: false });
  });

  it("the wanted mode without tracking, as on arm64", () => {
    const ran = runSteps([...RAM, ...fault("WC")], { arch: "arm64" });
    expect(ran.pte(0)?.mode).toBe("WC");
    expect(ran.metric("memtype_lookups")).toBe(0);
  });
});

describe("vmf_insert_pfn_prot of today", () => {
  it("takes no reference, and nobody can take one through the entry", () => {
    const ran = runSteps([
      ...WC_RAM,
      ...fault("WC"),
      ["get_user_pages", { vma: "v", page: 0, kind: "get" }],
      ["get_user_pages", { vma: "v", page: 0, kind: "longterm" }],
    ]);
    expect(ran.results.slice(-2)).toEqual(["-EFAULT", "-EFAULT"]);
    expect(ran.state.frames[0]).toMatchObject({ refcount: 1, mapcount: 0, pins: 0, pgmt: "WC", dm_mode: "WC" });
    expect(ran.violated).toEqual([]);
  });

  it("leaves a present entry as it is and answers NOPAGE", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "f", blocks: 2 }],
      ...fault("WB"),
      ["fault", { vma: "v", page: 0, frame: "f[1]", want: "WB" }],
    ]);
    expect(ran.result).toBe("NOPAGE");
    expect(ran.pte(0)?.pfn).toBe(0);
  });

  it("maps a later page of a block that is not compound, whose count stays 0", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "f", order: 2 }],
      ["set_pages_array", { pages: "f", mode: "WC" }],
      ["mmap", { as: "v" }],
      ["fault", { vma: "v", page: 0, frame: "f[1]", want: "WC" }],
    ]);
    expect(ran.pte(0)).toMatchObject({ pfn: 1, mode: "WC" });
    expect(ran.state.frames[1]?.refcount).toBe(0);
  });

  it("costs one resource walk for System RAM, and lock and tree only for other frames", () => {
    const ram = runSteps([...RAM, ...fault("WC")]);
    expect([ram.metric("iomem_walks"), ram.metric("memtype_locks"), ram.metric("ptl_pairs")]).toEqual([1, 0, 1]);
    const bar = runSteps([...BAR, ["ioremap", { range: "f", mode: "WC" }], ...fault("WC")]);
    expect([bar.metric("iomem_walks"), bar.metric("memtype_locks"), bar.metric("tree_steps")]).toEqual([1, 1, 1]);
  });

  it("is a BUG in a private writable area, after which nothing happens", () => {
    const ran = runSteps([
      ...RAM,
      ["mmap", { as: "v", flags: ["WRITE", "MAYWRITE"] }],
      ["fault", { vma: "v", page: 0, frame: "f", want: "WB" }],
      ["zap", { vma: "v", page: 0 }],
    ]);
    expect(ran.results.slice(-2)).toEqual(["SIGBUS", "halted"]);
    expect(ran.warnings).toEqual(["kernel-bug"]);
    expect(ran.pte(0)).toBeNull();
  });

  const wrongKinds = [
    ["VM_MIXEDMAP and the frame has a page", "MIXEDMAP"],
    ["the VMA has neither flag", "neither"],
    ["the VMA has both flags", "both"],
  ] as const;
  for (const [why, kind] of wrongKinds)
    it(`is a BUG where ${why}`, () => {
      const ran = runSteps([
        ...RAM,
        ["mmap", { as: "v", kind }],
        ["fault", { vma: "v", page: 0, frame: "f", want: "WB" }],
      ]);
      expect(ran.warnings).toEqual(["kernel-bug"]);
      expect(ran.state.halted).toBe(true);
    });

  it("answers SIGBUS outside of the VMA", () => {
    const ran = runSteps([
      ...RAM,
      ["mmap", { as: "v", pages: 2 }],
      ["fault", { vma: "v", page: 2, frame: "f", want: "WB" }],
    ]);
    expect(ran.result).toBe("SIGBUS");
    expect(ran.pte(2)).toBeNull();
  });
});

describe("the other inserting functions of today", () => {
  it("vmf_insert_pfn overrides the mode of the VMA silently", () => {
    const ran = runSteps([
      ...RAM,
      ["mmap", { as: "v", prot: "WC" }],
      ["insert_pfn", { vma: "v", page: 0, frame: "f" }],
    ]);
    expect(ran.pte(0)).toMatchObject({ mode: "WB", asked: "WC" });
    expect(ran.violated).toEqual(["mode-honoured"]);
    expect(ran.warnings).toEqual([]);
  });

  it("vmf_insert_mixed makes a special entry without a reference, which GUP refuses with -EEXIST", () => {
    const ran = runSteps([
      ...RAM,
      ["mmap", { as: "v", kind: "MIXEDMAP", flags: ["SHARED", "WRITE"], prot: "WC" }],
      ["insert_mixed", { vma: "v", page: 0, frame: "f" }],
      ["get_user_pages", { vma: "v", page: 0 }],
    ]);
    expect(ran.pte(0)).toMatchObject({ mode: "WB", special: true });
    expect(ran.result).toBe("-EEXIST");
    expect(ran.state.frames[0]?.refcount).toBe(1);
  });

  it("apply_to_page_range overwrites a present entry, which breaks a rule of the insert functions", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "f", blocks: 2 }],
      ...fault("WB"),
      ["apply_to_page_range", { vma: "v", page: 0, frame: "f[1]", prot: "WB" }],
    ]);
    expect(ran.pte(0)).toMatchObject({ pfn: 1, overwrote: true });
    expect(ran.violated).toEqual(["checks-kept"]);
  });
});

describe("without PAT", () => {
  it("WC is encoded as UC-, nothing is looked up, and a BAR may stay WB", () => {
    const ram = runSteps([...WC_RAM, ...fault("WC")], { pat: "off" });
    expect(ram.pte(0)).toMatchObject({ mode: "WC", encoded: "UC-" });
    expect(ram.state.frames[0]).toMatchObject({ pgmt: "WB", dm_mode: "UC-" });
    const bar = runSteps([...BAR, ...fault("WB")], { pat: "off" });
    expect(bar.pte(0)).toMatchObject({ mode: "WB", encoded: "WB" });
    expect(bar.metric("memtype_lookups")).toBe(0);
  });

  it("set_pages_array_wc succeeds twice", () => {
    const again: WrittenStep = ["set_pages_array", { pages: "f", mode: "WC" }];
    expect(runSteps([...WC_RAM, again], { pat: "off" }).results.slice(-2)).toEqual(["0", "0"]);
  });

  it("a policy that looks a mode up all the same is told off", () => {
    const ran = runSteps(
      [...RAM, ...fault("WC")],
      { pat: "off" },
      {
        pfnmap_setup_cachemode_pfn: (k, pfn) => k.lookup_memtype(pfn),
      },
    );
    expect(ran.warnings).toEqual(["lookup-without-pat"]);
    expect(ran.metric("memtype_lookups")).toBe(1);
  });
});
