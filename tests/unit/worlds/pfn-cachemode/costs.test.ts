/** What one inserted page costs outside of debug kernels. */
import { describe, expect, it } from "vitest";
import { runSteps, type WrittenStep } from "./run-steps.ts";

const RAM: WrittenStep[] = [
  ["alloc_pages", { as: "f" }],
  ["set_pages_array", { pages: "f", mode: "WC" }],
  ["mmap", { as: "v" }],
  ["fault", { vma: "v", page: 0, frame: "f", want: "WC" }],
];
const ROWS: readonly [key: string, walks: number, lookups: number, atomics: number][] = [
  ["S0", 1, 1, 0],
  ["O1", 0, 0, 2],
  ["O2", 1, 0, 0],
  ["O12", 0, 0, 0],
  ["O3a", 1, 0, 0],
  ["O3q", 1, 1, 0],
  ["O3r", 1, 1, 0],
  ["O4", 0, 0, 0],
  ["O4d", 0, 0, 0],
];

describe("a page of System RAM", () => {
  for (const [key, walks, lookups, atomics] of ROWS)
    it(`costs ${key} ${walks} resource walks, ${lookups} look-ups and ${atomics} atomics, and no memtype_lock`, async () => {
      const policy: object = await import(`#worlds/pfn-cachemode/proposals/${key}/policy.ts`);
      const ran = runSteps(RAM, { debug: "off" }, policy);
      expect(ran.result).toBe("NOPAGE");
      expect(ran.pte(0)?.mode).toBe("WC");
      expect(["iomem_walks", "memtype_lookups", "atomics", "memtype_locks"].map(ran.metric)).toEqual([
        walks,
        lookups,
        atomics,
        0,
      ]);
    });
});
