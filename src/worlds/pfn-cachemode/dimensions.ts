import type { Dimension } from "#world-kit/define-world.ts";

/** Rows of the contract table, in the order they are shown. */
export const DIMENSIONS = {
  interface: { title: "Interface", about: "Which functions callers see, and whether they are new." },
  consumes: { title: "Consumes", about: "What the caller hands in: PFNs or pages." },
  memory: { title: "Which memory", about: "What may be mapped: System RAM, device memory, both." },
  refcounted: { title: "Refcounted", about: "Whether an entry holds a reference to the page." },
  cache_mode: { title: "Cache mode", about: "Who decides the mode of the entry." },
  consults_pat: { title: "Consults PAT", about: "When the tracker is asked, and what its answer does." },
  direct_map: { title: "Direct map", about: "Who makes the kernel's own mapping agree, and whether that is checked." },
  vma_flags: { title: "VMA flags", about: "What kind of VMA it needs." },
  errors: { title: "Error returns", about: "What callers get back when it does not map." },
  present_entry: { title: "Present entry", about: "What happens if something is mapped there already." },
  bulk: { title: "Bulk", about: "Whether one call maps several pages." },
  debug: { title: "Debug kernels", about: "What a debug kernel can notice." },
  cost: { title: "Cost per page", about: "What each inserted page costs outside of debug kernels." },
  who_changes: { title: "Who must change", about: "Which callers and which parts of the kernel must be changed." },
} as const satisfies { readonly [dimension: string]: Dimension };
