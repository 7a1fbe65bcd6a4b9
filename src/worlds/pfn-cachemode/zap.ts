/** Removing entries: mm/memory.c zap_page_range(), and the end of a VMA. */
import { frameAt } from "./frame.ts";
import { putPage } from "./page-alloc.ts";
import { pfnmapUntrack } from "./pfnmap.ts";
import type { PfnWorld } from "./state.ts";
import { pteAt, vmaAt } from "./vma.ts";

/** A special entry releases nothing; a normal one gives its mapping count and its reference back. */
export const zapPage = (w: PfnWorld, vma: number, page: number): null => {
  const pte = pteAt(w, vma, page);
  if (pte === null) return null;
  vmaAt(w, vma).ptes[page] = null;
  w.count("ptl_pairs");
  if (pte.special) return null;
  frameAt(w, pte.pfn).mapcount -= 1;
  w.count("atomics", 2);
  putPage(w, pte.pfn);
  return null;
};

/** munmap() of a whole VMA: entries first, then the reservation of a full remap_pfn_range(). */
export const unmapVma = (w: PfnWorld, vma: number): null =>
  w.enter("system", "unmap_vmas", [vma], () => {
    const area = vmaAt(w, vma);
    for (let page = 0; page < area.pages; page += 1) zapPage(w, vma, page);
    if (area.track !== null) pfnmapUntrack(w, area.track.first, area.track.count);
    area.track = null;
    area.mapped = false;
    return null;
  });
