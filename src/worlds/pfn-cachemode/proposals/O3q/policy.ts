/** The quick fix: a looked-up WB says nothing, and leaves the mode of the caller. Only the insert path is changed. */
import type { Kernel, Mode } from "#worlds/pfn-cachemode/kernel.ts";

export function pfnmap_setup_cachemode_pfn(k: Kernel, pfn: number, prot: Mode): Mode {
  if (!k.pat_enabled()) return prot;
  const tracked = k.lookup_memtype(pfn);
  if (tracked !== "WB") return tracked;
  k.debug_check(pfn, prot);
  return prot;
}
