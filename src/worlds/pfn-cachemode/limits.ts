/** What this world does not model, and what it takes from memory or inference. Shown beside every result. */
export const LIMITS: readonly string[] = [
  "One process and one CPU, one step after the other: no races, no concurrent changes of the direct map, no memory ordering.",
  "PFNs are indexes of at most 16 frames; only frames made by one step are adjacent. There are no page tables above the last level: no PMD or PUD inserts, no splitting of large direct-map pages, and allocation of page tables never fails.",
  "fork, mremap and partial munmap are not modelled; with them goes the leak of a partially unmapped range before 6.16. munmap takes a whole VMA.",
  "KVM is not modelled, neither before nor after 6.13.",
  "MTRRs are one type for each range, set when the range appears. The L1TF check of the insert functions (pfn_modify_allowed) is absent.",
  "set_memory_* and set_pages_array_* never fail half-way through a change of the direct map. On highmem pages set_pages_array_wc skips; on 7.3 i386 it likely oopses instead (not proven).",
  "In the cache model a frame is one value. It knows nothing of stores in flight, several CPUs or devices that cache. Legacy and self-snoop are two extremes; real CPUs with self-snoop have errata.",
  "Hazards of aliases are judged by the two CPU profiles, not measured: nothing that needs real caches was reproduced. Machine checks after cached accesses to device memory [MEM] are not modelled.",
  "arm64 only says that nothing is tracked and drivers change no direct map. Whether mismatched attributes matter there is not judged: the legacy profile reports them as on x86.",
  "Xen PV, UV and other owners of the PAT or of untracked ranges are absent; untracked is the ISA hole only.",
  "get_user_pages(): a page that is not mapped is not faulted in. On 6.12 the fast path took references through VM_IO areas for compound pages only; here for all, as on 6.1 and 7.3.",
  "fsdax pages are taken to be in use by a filesystem (one reference). p2pdma pages have no reference before they are allocated, measured on 7.3; the release that changed it is not known, the switch `kernel` stands for it.",
  "Every free page counts as PageBuddy; a kernel marks only the first page of a free block. Freeing a block that is not compound while somebody holds its first page frees the others [MEM].",
  "Invariants I3 (device-visible data, checked by results of loads instead), I5 (use after free), I6 (clean at free), I7 (tracker truth), I10 (balance) and I12 (rollback) are not checked after every step.",
  "A debug check warns once for each frame until it is allocated anew.",
  "Proposals other than today's code were written from the discussion; nobody upstream has agreed to these forms.",
];
