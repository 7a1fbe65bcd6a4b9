/** Refcounted insertion: mm/memory.c vm_insert_page(). The tracker is never asked on this path. */
import type { Mode } from "./cache-mode.ts";
import { frameAt, hasStructPage } from "./frame.ts";
import type { Errno } from "./kernel.ts";
import { kernelBug } from "./kernel-bug.ts";
import { folioOf } from "./page-alloc.ts";
import type { PfnWorld } from "./state.ts";
import { isInside, pteAt, vmaAt, writePte } from "./vma.ts";

/**
 * insert_page(): a normal entry, a reference and a mapping count. A page without a reference is -EINVAL (the later pages of
 * a block that is not compound have none), a present entry -EBUSY.
 */
export const insertPage = (w: PfnWorld, vma: number, page: number, pfn: number, mode: Mode): Errno => {
  if (w.state.halted || !isInside(vmaAt(w, vma), page)) return "-EFAULT";
  if (!hasStructPage(frameAt(w, pfn).kind)) return "-EINVAL";
  const folio = folioOf(w, pfn);
  if (folio.refcount === 0) return "-EINVAL";
  w.count("ptl_pairs");
  if (pteAt(w, vma, page) !== null) return "-EBUSY";
  folio.refcount += 1;
  frameAt(w, pfn).mapcount += 1;
  w.count("atomics", 2);
  writePte(w, vma, page, { pfn, mode, special: false, via: "insert_page" });
  return "0";
};

/** vm_insert_page(): sets VM_MIXEDMAP where it is missing; the mode is that of vma->vm_page_prot. */
export const vmInsertPage = (w: PfnWorld, vma: number, page: number, pfn: number): Errno =>
  w.enter<Errno>("system", "vm_insert_page", [vma, page, pfn], () => {
    const area = vmaAt(w, vma);
    if (!isInside(area, page)) return "-EFAULT";
    if (folioOf(w, pfn).refcount === 0) return "-EINVAL";
    if (!area.mixedmap && area.pfnmap) {
      kernelBug(w, "vm_insert_page() in a VM_PFNMAP VMA");
      return "-EINVAL";
    }
    area.mixedmap = true;
    return insertPage(w, vma, page, pfn, area.page_prot);
  });
