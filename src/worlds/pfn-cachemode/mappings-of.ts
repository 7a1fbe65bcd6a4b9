import type { Mode } from "./cache-mode.ts";
import { encodeMode } from "./cache-mode.ts";
import { frameAt } from "./frame.ts";
import type { PfnWorld } from "./state.ts";

export interface Mapping {
  /** As a reader would call it: `direct map`, `ioremap area`, `page 0 of v`. */
  readonly where: string;
  /** As encoded in the entry. */
  readonly mode: Mode;
}

/** Every present mapping of a frame: direct map, ioremap areas, user entries. */
export const mappingsOf = (w: PfnWorld, pfn: number): Mapping[] => {
  const frame = frameAt(w, pfn);
  const found: Mapping[] = [];
  if (frame.dm_present) found.push({ where: "direct map", mode: frame.dm_mode });
  for (const area of w.state.kernel_mappings)
    if (area.first <= pfn && pfn < area.first + area.count)
      found.push({ where: "ioremap area", mode: encodeMode(w.config, area.mode) });
  for (const [number, vma] of w.state.vmas.entries())
    for (const [page, pte] of vma.ptes.entries())
      if (pte?.pfn === pfn) found.push({ where: `page ${page} of ${w.nameOf("vma", number)}`, mode: pte.encoded });
  return found;
};
