import type { Mode } from "./cache-mode.ts";
import { encodeMode } from "./cache-mode.ts";
import type { PfnWorld, PteState, VmaState } from "./state.ts";

export const vmaAt = (w: PfnWorld, vma: number): VmaState => {
  const found = w.state.vmas[vma];
  if (found === undefined) throw new Error(`no VMA ${vma}`);
  return found;
};
export const pteAt = (w: PfnWorld, vma: number, page: number): PteState | null => vmaAt(w, vma).ptes[page] ?? null;

/** COW mapping: private and may be written (is_cow_mapping() in include/linux/mm.h). */
export const isCow = (vma: VmaState): boolean => !vma.shared && vma.may_write;

export const isInside = (vma: VmaState, page: number): boolean => vma.mapped && page < vma.pages;

/** Writes an entry; whoever calls has decided that it may. A private mapping gets it read-only. */
export const writePte = (
  w: PfnWorld,
  vma: number,
  page: number,
  entry: { readonly pfn: number; readonly mode: Mode; readonly special: boolean; readonly via: PteState["via"] },
): void => {
  const area = vmaAt(w, vma);
  area.ptes[page] = {
    pfn: entry.pfn,
    mode: entry.mode,
    encoded: encodeMode(w.config, entry.mode),
    write: area.shared && area.write,
    special: entry.special,
    asked: entry.mode,
    via: entry.via,
    overwrote: pteAt(w, vma, page) !== null,
  };
};
