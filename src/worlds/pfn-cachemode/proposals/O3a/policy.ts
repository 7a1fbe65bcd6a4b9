/** System RAM keeps the mode of the caller; everything else is looked up as today. */
import type { Kernel, Mode } from "#worlds/pfn-cachemode/kernel.ts";

export function pfnmap_setup_cachemode_pfn(k: Kernel, pfn: number, prot: Mode): Mode {
  if (!k.pat_enabled()) return prot;
  if (!k.is_system_ram(pfn)) return k.lookup_memtype(pfn);
  k.debug_check(pfn, prot);
  return prot;
}
