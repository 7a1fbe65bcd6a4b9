/** The kernel's linear mapping and what changes its cache modes: arch/x86/mm/pat/set_memory.c. */

import type { Mode } from "./cache-mode.ts";
import { encodeMode } from "./cache-mode.ts";
import { clflush } from "./cache-model.ts";
import { frameAt } from "./frame.ts";
import type { FrameState, PfnWorld } from "./state.ts";

/** lookup_address(): the mode that is really in the page table, "none" where nothing is mapped. */
export const directMapMode = (w: PfnWorld, pfn: number): Mode | "none" => {
  w.count("page_table_walks");
  const frame = frameAt(w, pfn);
  return frame.dm_present ? frame.dm_mode : "none";
};

/**
 * change_page_attr_set_clr(): one entry at a time under cpa_lock. If anything changed, TLBs are flushed on all CPUs, and
 * caches too, but only where a mode is set: going back to WB sets no bits and flushes no cache.
 */
export const changePageAttr = (w: PfnWorld, frames: readonly FrameState[], mode: Mode): void => {
  w.enter("system", "change_page_attr_set_clr", [frames.length, mode], () => {
    const encoded = encodeMode(w.config, mode);
    w.count("cpa_locks", frames.length);
    const changes = frames.some((frame) => frame.dm_mode !== encoded);
    for (const frame of frames) frame.dm_mode = encoded;
    if (!changes) return null;
    w.count("ipis");
    if (mode === "WB") return null;
    for (const frame of frames.filter((each) => each.dm_present)) {
      w.count("clflush_pages");
      clflush(frame);
    }
    return null;
  });
};
