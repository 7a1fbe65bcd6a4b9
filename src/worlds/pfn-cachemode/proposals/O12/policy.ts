/**
 * Pages in, special entries out: nothing is counted. A page tells without any walk that it is ordinary memory, so misuse is
 * found in every kernel. The driver uses it for everything here, to show what it does not take.
 */
import type { Kernel, Mode, VmFault } from "#worlds/pfn-cachemode/kernel.ts";

export function driver_fault(k: Kernel, vma: number, page: number, pfn: number, want: Mode): VmFault {
  return vmf_insert_pages_pfnmap(k, vma, page, pfn, 1, want);
}

/** `nr` pages that follow `pfn`: only primitives cross, so the array of pages is a run of them here. */
export function vmf_insert_pages_pfnmap(
  k: Kernel,
  vma: number,
  page: number,
  pfn: number,
  nr: number,
  prot: Mode,
): VmFault {
  for (let i = 0; i < nr; i += 1) {
    const fault = insertOne(k, vma, page + i, pfn + i, prot);
    // The first page decides; later ones are prefault and may fail silently.
    if (fault !== "NOPAGE") return i === 0 ? fault : "NOPAGE";
  }
  return "NOPAGE";
}

function insertOne(k: Kernel, vma: number, page: number, pfn: number, prot: Mode): VmFault {
  if (k.check_pfn_insert(vma, page, pfn) !== "OK") return "SIGBUS";
  const reason = whyNot(k, pfn);
  if (reason !== null) {
    k.refuse(reason);
    return "SIGBUS";
  }
  k.debug_check(pfn, prot);
  return k.put_special_pte(vma, page, pfn, prot);
}

/** A reference is not asked for: the later pages of TTM's blocks have none. */
function whyNot(k: Kernel, pfn: number): string | null {
  if (!k.pfn_valid(pfn)) return "vmf_insert_pages_pfnmap() takes pages, and this frame has none";
  if (k.page_is_zone_device(pfn)) return "vmf_insert_pages_pfnmap() takes no ZONE_DEVICE pages";
  if (k.page_is_reserved(pfn)) return "vmf_insert_pages_pfnmap() takes no reserved pages";
  if (k.page_in_buddy(pfn)) return "vmf_insert_pages_pfnmap() takes no free pages";
  return null;
}
