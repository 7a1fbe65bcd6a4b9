/**
 * Pages in, refcounted entries out, mode of the caller. The driver's areas become VM_MIXEDMAP, and it uses this function
 * for everything; frames without a page it cannot map.
 */
import type { Errno, Kernel, Mode, VmFault } from "#worlds/pfn-cachemode/kernel.ts";

export function driver_mmap(): "MIXEDMAP" {
  return "MIXEDMAP";
}

export function driver_fault(k: Kernel, vma: number, page: number, pfn: number, want: Mode): VmFault {
  if (!k.pfn_valid(pfn)) {
    k.refuse("vm_insert_pages_pgprot() takes pages, and this frame has none");
    return "SIGBUS";
  }
  const error = vm_insert_pages_pgprot(k, vma, page, pfn, 1, want);
  // Another fault was faster: the entry is there.
  if (error === "0" || error === "-EBUSY") return "NOPAGE";
  return error === "-ENOMEM" ? "OOM" : "SIGBUS";
}

/** `nr` pages that follow `pfn`: only primitives cross, so the array of pages is a run of them here. */
export function vm_insert_pages_pgprot(
  k: Kernel,
  vma: number,
  page: number,
  pfn: number,
  nr: number,
  prot: Mode,
): Errno {
  if (k.vma_kind(vma) !== "MIXEDMAP") return "-EINVAL";
  for (let i = 0; i < nr; i += 1) {
    // Later pages of a block that is not compound have no reference that could be added to.
    if (k.page_refcount(pfn + i) === 0) return "-EINVAL";
    k.debug_check(pfn + i, prot);
    const error = k.insert_page(vma, page + i, pfn + i, prot);
    if (error !== "0") return error;
  }
  return "0";
}
