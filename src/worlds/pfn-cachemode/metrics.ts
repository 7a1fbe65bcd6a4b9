import type { MetricDefinition } from "#world-kit/define-world.ts";

/** What costs, counted and never weighted: no sum of these is shown. */
export const METRICS = {
  iomem_walks: {
    about: "Walks of the resource tree under resource_lock to tell System RAM from the rest.",
    unit: "walks",
  },
  memtype_lookups: { about: "Questions to the tracker.", unit: "look-ups" },
  memtype_locks: { about: "Takings of memtype_lock: frames outside of System RAM only.", unit: "locks" },
  tree_steps: {
    about: "Steps in the memtype tree, the logarithm of its size for each taking of the lock.",
    unit: "steps",
  },
  ptl_pairs: { about: "Page-table lock taken and released.", unit: "pairs" },
  page_table_walks: { about: "Walks of the kernel's page table by the debug check.", unit: "walks" },
  atomics: { about: "Atomic operations on reference and mapping counts.", unit: "operations" },
  cpa_locks: { about: "Entries of the direct map changed one by one under cpa_lock.", unit: "locks" },
  ipis: { about: "Interrupts to all CPUs to flush their TLBs.", unit: "broadcasts" },
  clflush_pages: { about: "Pages flushed from the caches line by line.", unit: "pages" },
} as const satisfies { readonly [metric: string]: MetricDefinition };
