/** O4, and a debug kernel compares: with the tracker where something is registered, with the direct map for System RAM. */
import type { Kernel, Mode, VmFault } from "#worlds/pfn-cachemode/kernel.ts";

export function vmf_insert_pfn_prot(k: Kernel, vma: number, page: number, pfn: number, prot: Mode): VmFault {
  if (k.check_pfn_insert(vma, page, pfn) !== "OK") return "SIGBUS";
  if (k.debug_enabled()) compare(k, pfn, prot);
  return k.put_special_pte(vma, page, pfn, prot);
}

export function vmf_insert_pfn(k: Kernel, vma: number, page: number, pfn: number): VmFault {
  if (k.check_pfn_insert(vma, page, pfn) !== "OK") return "SIGBUS";
  const mode = k.pat_enabled() ? k.lookup_memtype(pfn) : k.vma_page_prot(vma);
  return k.put_special_pte(vma, page, pfn, mode);
}

/** Warns, and changes nothing. */
function compare(k: Kernel, pfn: number, prot: Mode): void {
  const registered = k.pat_enabled() ? k.lookup_registration(pfn) : "unregistered";
  if (registered !== "unregistered" && withoutUc(registered) !== withoutUc(prot))
    k.warn_once(pfn, "mode-conflict", `mapped as ${prot}, registered as ${registered}`);
  k.debug_check(pfn, prot);
}

/** The tracker of System RAM keeps UC as UC-. */
const withoutUc = (mode: Mode): Mode => (mode === "UC" ? "UC-" : mode);
