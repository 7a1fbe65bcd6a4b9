/** A registration wins, as today; where there is none, the mode of the caller stands. */
import type { Kernel, Mode } from "#worlds/pfn-cachemode/kernel.ts";

export function pfnmap_setup_cachemode_pfn(k: Kernel, pfn: number, prot: Mode): Mode {
  if (!k.pat_enabled()) return prot;
  const registered = k.lookup_registration(pfn);
  if (registered !== "unregistered") return registered;
  k.debug_check(pfn, prot);
  return prot;
}
