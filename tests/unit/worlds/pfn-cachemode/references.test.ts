/** References and pins, as measured on 6.1, 6.12 and 7.3 (table in the README of the world). */
import { describe, expect, it } from "vitest";
import { runSteps, type WrittenStep } from "./run-steps.ts";

const MIXED: WrittenStep = ["mmap", { as: "v", kind: "MIXEDMAP", flags: ["SHARED", "WRITE", "IO"], prot: "WC" }];
const insertPage = (frame: string, page = 0): WrittenStep => ["insert_page", { vma: "v", page, frame }];

describe("vm_insert_page", () => {
  it("uses the mode of the VMA without asking anybody, and takes a reference", () => {
    const ran = runSteps([["alloc_pages", { as: "f" }], MIXED, insertPage("f")]);
    expect(ran.pte(0)).toMatchObject({ mode: "WC", special: false });
    expect(ran.state.frames[0]).toMatchObject({ refcount: 2, mapcount: 1, dm_mode: "WB", pgmt: "WB" });
    expect([ran.metric("memtype_lookups"), ran.metric("iomem_walks"), ran.metric("atomics")]).toEqual([0, 0, 2]);
    expect(ran.violated).toEqual(["no-cached-alias", "no-foreign-reference"]);
  });

  it("is -EINVAL for a page without a reference, works for the head of the block, and is -EBUSY the second time", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "f", order: 2 }],
      MIXED,
      insertPage("f[1]"),
      insertPage("f[0]"),
      insertPage("f[0]"),
    ]);
    expect(ran.results.slice(2)).toEqual(["-EINVAL", "0", "-EBUSY"]);
  });

  it("takes the reference on the head of a compound block", () => {
    const ran = runSteps([["alloc_pages", { as: "f", order: 1, compound: true }], MIXED, insertPage("f[1]")]);
    expect(ran.result).toBe("0");
    expect(ran.state.frames.map(({ refcount }) => refcount)).toEqual([2, 0]);
  });

  it("works for the later pages of a block that was split", () => {
    const split: WrittenStep[] = [
      ["alloc_pages", { as: "f", order: 1 }],
      ["split_page", { pages: "f" }],
    ];
    expect(runSteps([...split, MIXED, insertPage("f[1]")]).result).toBe("0");
  });

  it("gives its reference back when the entry goes", () => {
    const ran = runSteps([["alloc_pages", { as: "f" }], MIXED, insertPage("f"), ["zap", { vma: "v", page: 0 }]]);
    expect(ran.state.frames[0]).toMatchObject({ refcount: 1, mapcount: 0, in_buddy: false });
  });

  it("keeps a page alive that its owner has freed, until the entry goes", () => {
    const freed: WrittenStep[] = [["alloc_pages", { as: "f" }], MIXED, insertPage("f"), ["free_pages", { pages: "f" }]];
    expect(runSteps(freed).state.frames[0]).toMatchObject({ refcount: 1, in_buddy: false });
    expect(runSteps([...freed, ["munmap", { vma: "v" }]]).state.frames[0]).toMatchObject({
      refcount: 0,
      in_buddy: true,
    });
  });

  it("is -EFAULT outside of the VMA and a BUG in a VM_PFNMAP one", () => {
    expect(runSteps([["alloc_pages", { as: "f" }], MIXED, insertPage("f", 5)]).result).toBe("-EFAULT");
    const ran = runSteps([["alloc_pages", { as: "f" }], ["mmap", { as: "v", kind: "PFNMAP" }], insertPage("f")]);
    expect(ran.warnings).toEqual(["kernel-bug"]);
  });
});

describe("get_user_pages", () => {
  const mapped: WrittenStep[] = [["alloc_pages", { as: "f" }], MIXED, insertPage("f")];
  const cases: readonly [string, { readonly [name: string]: string | boolean }, string, number][] = [
    ["takes a reference through a normal entry although the VMA is VM_IO", { kind: "get" }, "0", 3],
    ["pins through a normal entry although the VMA is VM_IO", { kind: "pin" }, "0", 1026],
    ["refuses a long-term pin for writing there", { kind: "longterm" }, "-EFAULT", 2],
    ["allows a long-term pin for reading there", { kind: "longterm", write: false }, "0", 1026],
  ];
  for (const [what, args, result, refcount] of cases)
    it(what, () => {
      const ran = runSteps([...mapped, ["get_user_pages", { vma: "v", page: 0, ...args }]]);
      expect(ran.result).toBe(result);
      expect(ran.state.frames[0]?.refcount).toBe(refcount);
    });
});

describe("freeing", () => {
  it("a block of which somebody holds the first page frees the other pages, if it is not compound", () => {
    const steps = (compound: boolean): WrittenStep[] => [
      ["alloc_pages", { as: "f", order: 1, compound }],
      MIXED,
      insertPage("f[0]"),
      ["free_pages", { pages: "f" }],
    ];
    expect(runSteps(steps(false)).state.frames.map(({ in_buddy }) => in_buddy)).toEqual([false, true]);
    expect(runSteps(steps(true)).state.frames.map(({ in_buddy }) => in_buddy)).toEqual([false, false]);
  });

  it("twice is reported and changes nothing", () => {
    const ran = runSteps([
      ["alloc_pages", { as: "f" }],
      ["free_pages", { pages: "f" }],
      ["free_pages", { pages: "f" }],
    ]);
    expect(ran.warnings).toEqual(["bad-page-state"]);
    expect(ran.state.frames[0]?.gen).toBe(1);
  });
});
