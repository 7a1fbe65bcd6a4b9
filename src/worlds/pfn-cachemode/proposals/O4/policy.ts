/** vmf_insert_pfn_prot() takes the caller at its word; the plain function keeps asking the tracker. */
import type { Kernel, Mode, VmFault } from "#worlds/pfn-cachemode/kernel.ts";

export function vmf_insert_pfn_prot(k: Kernel, vma: number, page: number, pfn: number, prot: Mode): VmFault {
  if (k.check_pfn_insert(vma, page, pfn) !== "OK") return "SIGBUS";
  return k.put_special_pte(vma, page, pfn, prot);
}

export function vmf_insert_pfn(k: Kernel, vma: number, page: number, pfn: number): VmFault {
  if (k.check_pfn_insert(vma, page, pfn) !== "OK") return "SIGBUS";
  const mode = k.pat_enabled() ? k.lookup_memtype(pfn) : k.vma_page_prot(vma);
  return k.put_special_pte(vma, page, pfn, mode);
}
