/**
 * A second function for PFNs of System RAM only. It asks the resource tree whether the frame is System RAM, and never the
 * tracker. The driver uses it for everything here, to show what it does not take.
 */
import type { Kernel, Mode, VmFault } from "#worlds/pfn-cachemode/kernel.ts";

export function driver_fault(k: Kernel, vma: number, page: number, pfn: number, want: Mode): VmFault {
  return vmf_insert_ram_pfn_prot(k, vma, page, pfn, want);
}

export function vmf_insert_ram_pfn_prot(k: Kernel, vma: number, page: number, pfn: number, prot: Mode): VmFault {
  if (k.check_pfn_insert(vma, page, pfn) !== "OK") return "SIGBUS";
  if (!k.is_system_ram(pfn)) {
    k.warn_once(pfn, "not-ram", "vmf_insert_ram_pfn_prot() got a PFN outside of System RAM");
    k.refuse("vmf_insert_ram_pfn_prot() takes System RAM only");
    return "SIGBUS";
  }
  k.debug_check(pfn, prot);
  return k.put_special_pte(vma, page, pfn, prot);
}
