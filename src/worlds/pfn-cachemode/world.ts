/**
 * Mappings of page frames into user space and the cache mode they get on x86: who is asked, who decides, who notices.
 * This file only puts the parts together; the kernel's functions stand in files of their names.
 */
import { defineWorld } from "#world-kit/define-world.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { Config } from "./config.ts";
import { CONFIG } from "./config.ts";
import { DIMENSIONS } from "./dimensions.ts";
import { EXPECTATIONS } from "./expectations.ts";
import { HOOKS } from "./hooks.ts";
import { INVARIANTS } from "./invariants.ts";
import type { Hooks } from "./kernel.ts";
import { LIMITS } from "./limits.ts";
import { METRICS } from "./metrics.ts";
import type { State as PfnState } from "./state.ts";
import { State } from "./state.ts";
import { CACHE_STEPS } from "./steps-cache.ts";
import { MAPPING_STEPS } from "./steps-mapping.ts";
import { MEMORY_STEPS } from "./steps-memory.ts";

export const world = defineWorld<PfnState, Config, Hooks>({
  name: "pfn-cachemode",
  title: "PFN mappings and cache modes on x86",
  about:
    "Physical frames, the kernel's direct map, the PAT tracker (two bits in page flags for System RAM, a tree of ranges for the rest), user VMAs and their entries, references and pins, and a small model of caches. A driver maps frames at fault time and wants a cache mode.",
  config: CONFIG,
  state: State,
  initial: () => ({ frames: [], vmas: [], tree: [], kernel_mappings: [], halted: false }),
  entities: {
    frame: { about: "A page frame. Its number is its place in the list.", list: "frames" },
    vma: { about: "A mapped area of a process, at most 8 pages.", list: "vmas" },
  },
  steps: { ...MEMORY_STEPS, ...MAPPING_STEPS, ...CACHE_STEPS },
  hooks: HOOKS,
  capabilities: CAPABILITIES,
  expectations: EXPECTATIONS,
  invariants: INVARIANTS,
  metrics: METRICS,
  dimensions: DIMENSIONS,
  view: [
    {
      title: "Frames",
      list: "frames",
      columns: [
        { field: "kind", title: "kind" },
        { field: "mtrr", title: "MTRR" },
        { field: "pgmt", title: "tracked" },
        { field: "dm_present", title: "in direct map" },
        { field: "dm_mode", title: "direct map" },
        { field: "refcount", title: "references" },
        { field: "mapcount", title: "mapped" },
        { field: "pins", title: "pins" },
        { field: "owner", title: "owner" },
        { field: "in_buddy", title: "free" },
      ],
    },
    {
      title: "VMAs and entries",
      list: "vmas",
      columns: [
        { field: "pages", title: "pages" },
        { field: "pfnmap", title: "VM_PFNMAP" },
        { field: "mixedmap", title: "VM_MIXEDMAP" },
        { field: "io", title: "VM_IO" },
        { field: "shared", title: "shared" },
        { field: "page_prot", title: "vm_page_prot" },
        { field: "ptes", title: "entries" },
      ],
    },
    {
      title: "Memtype tree",
      list: "tree",
      columns: [
        { field: "first", title: "first frame" },
        { field: "count", title: "frames" },
        { field: "mode", title: "mode" },
      ],
    },
    {
      title: "ioremap areas",
      list: "kernel_mappings",
      columns: [
        { field: "first", title: "first frame" },
        { field: "count", title: "frames" },
        { field: "mode", title: "mode" },
      ],
    },
  ],
  limits: LIMITS,
});
