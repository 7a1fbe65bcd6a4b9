/**
 * Between the memory management core and the tracker: arch/x86/mm/pat/memtype.c pfnmap_*(). Before 6.16 the same logic had
 * the names track_pfn_*(). Without tracking all of them leave the mode alone.
 */
import type { Mode } from "./cache-mode.ts";
import { isPatEnabled } from "./cache-mode.ts";
import type { Errno } from "./kernel.ts";
import { isErrno, isNewMemtypeAllowed, lookupMemtype, memtypeFree, memtypeReserve, testRam } from "./memtype.ts";
import type { PfnWorld } from "./state.ts";

const lookup = (w: PfnWorld, pfn: number): Mode =>
  w.enter("system", "lookup_memtype", [pfn], () => lookupMemtype(w, pfn));

/** pfnmap_setup_cachemode_pfn() of today: whatever was asked, the tracker's answer is taken. */
export const pfnmapSetupCachemodePfn = (w: PfnWorld, pfn: number, prot: Mode): Mode =>
  isPatEnabled(w.config) ? lookup(w, pfn) : prot;

/** pfnmap_setup_cachemode(): the same for a range; frames with different modes are -EINVAL. */
export const pfnmapSetupCachemode = (w: PfnWorld, first: number, count: number, prot: Mode): Mode | Errno =>
  w.enter<Mode | Errno>("system", "pfnmap_setup_cachemode", [first, count, prot], () => {
    if (!isPatEnabled(w.config)) return prot;
    const mode = lookup(w, first);
    for (let pfn = first + 1; pfn < first + count; pfn += 1) if (lookup(w, pfn) !== mode) return "-EINVAL";
    return mode;
  });

/**
 * pfnmap_track(): reserves the range and answers the mode to use. System RAM is never reserved: the mode of its first page
 * wins, with a log line where it is not the one asked for. The direct map needs no change here, since what is reserved is
 * outside of System RAM (memtype_kernel_map_sync() does nothing there).
 */
export const pfnmapTrack = (w: PfnWorld, first: number, count: number, asked: Mode): Mode | Errno =>
  w.enter<Mode | Errno>("system", "pfnmap_track", [first, count, asked], () => {
    if (!isPatEnabled(w.config)) return asked;
    if (testRam(w, first, count) !== "not-ram") {
      const mode = lookup(w, first);
      if (mode !== asked) w.warn("map-pfn-expected", `mapping of System RAM asked for ${asked}, tracked as ${mode}`);
      return mode;
    }
    const given = memtypeReserve(w, first, count, asked, false);
    if (isErrno(given) || given === asked || isNewMemtypeAllowed(asked, given)) return given;
    memtypeFree(w, first, count);
    w.warn("map-pfn-overlaps", `mapping asked for ${asked}, but the range is reserved as ${given}`);
    return "-EINVAL";
  });

/** pfnmap_untrack(): only ranges outside of System RAM were reserved. */
export const pfnmapUntrack = (w: PfnWorld, first: number, count: number): void => {
  w.enter("system", "pfnmap_untrack", [first, count], () => {
    if (isPatEnabled(w.config) && testRam(w, first, count) === "not-ram") memtypeFree(w, first, count);
    return null;
  });
};
