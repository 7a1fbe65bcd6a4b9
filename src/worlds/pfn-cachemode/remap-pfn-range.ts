/** Mapping at mmap time: mm/memory.c remap_pfn_range(). */
import type { Mode } from "./cache-mode.ts";
import type { Errno } from "./kernel.ts";
import { kernelBug } from "./kernel-bug.ts";
import { isErrno } from "./memtype.ts";
import { pfnmapSetupCachemode, pfnmapTrack } from "./pfnmap.ts";
import type { PfnWorld } from "./state.ts";
import { isCow, isInside, pteAt, vmaAt, writePte } from "./vma.ts";

/**
 * A mapping of the whole VMA reserves the range for as long as the VMA lives; a partial one only looks the mode up and
 * fails where frames differ. A private writable VMA must be covered as a whole.
 */
export const remapPfnRange = (
  w: PfnWorld,
  vma: number,
  page: number,
  first: number,
  count: number,
  prot: Mode,
): Errno =>
  w.enter<Errno>("system", "remap_pfn_range", [vma, page, first, count, prot], () => {
    const area = vmaAt(w, vma);
    if (!isInside(area, page) || page + count > area.pages) return "-EINVAL";
    const whole = page === 0 && count === area.pages;
    if (isCow(area) && !whole) return "-EINVAL";
    if (whole && area.track !== null) return "-EINVAL";
    const mode = whole ? pfnmapTrack(w, first, count, prot) : pfnmapSetupCachemode(w, first, count, prot);
    if (isErrno(mode)) return "-EINVAL";
    if (whole) area.track = { first, count };
    area.io = true;
    area.pfnmap = true;
    area.dont_expand = true;
    w.count("ptl_pairs");
    for (let offset = 0; offset < count; offset += 1) {
      if (pteAt(w, vma, page + offset) !== null) {
        kernelBug(w, "remap_pfn_range() over a present entry");
        return "-EINVAL";
      }
      writePte(w, vma, page + offset, { pfn: first + offset, mode, special: true, via: "remap_pfn_range" });
      // The reader sees what was asked for beside what was given.
      const written = pteAt(w, vma, page + offset);
      if (written !== null) written.asked = prot;
    }
    return "0";
  });
