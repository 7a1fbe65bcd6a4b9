/**
 * How a driver changes the mode of the direct map: arch/x86/mm/pat/set_memory.c. Other architectures have no such
 * functions; drivers compile them to nothing there.
 */
import type { Mode } from "./cache-mode.ts";
import { changePageAttr } from "./direct-map.ts";
import { frameAt, framesIn } from "./frame.ts";
import type { Errno } from "./kernel.ts";
import { isErrno, memtypeFree, memtypeReserve } from "./memtype.ts";
import type { FrameState, PfnWorld } from "./state.ts";

/** WC goes by way of UC-, in two passes: _set_memory_wc(), _set_pages_array(). */
const setMode = (w: PfnWorld, frames: readonly FrameState[], mode: Mode): void => {
  changePageAttr(w, frames, "UC-");
  if (mode === "WC") changePageAttr(w, frames, "WC");
};

/** set_memory_wc(), set_memory_uc(): one range; the tracker's error is handed on as it is. */
export const setMemory = (w: PfnWorld, first: number, count: number, mode: "WC" | "UC-"): Errno =>
  w.enter<Errno>("system", mode === "WC" ? "set_memory_wc" : "set_memory_uc", [first, count], () => {
    if (w.config.arch === "arm64") return "0";
    const frames = framesIn(w, first, count);
    if (frames.some((frame) => frame.kind === "highmem" || frame.kind === "bar")) return "-EINVAL";
    const reserved = memtypeReserve(w, first, count, mode, true);
    if (isErrno(reserved)) return reserved;
    setMode(w, frames, mode);
    return "0";
  });

/** set_memory_wb(): clears the mode in the direct map, then frees the reservation. In effect a reset. */
export const setMemoryWb = (w: PfnWorld, first: number, count: number): Errno =>
  w.enter<Errno>("system", "set_memory_wb", [first, count], () => {
    if (w.config.arch === "arm64") return "0";
    changePageAttr(w, framesIn(w, first, count), "WB");
    memtypeFree(w, first, count);
    return "0";
  });

/**
 * set_pages_array_wc(), set_pages_array_uc(): every page that is not highmem is reserved first. If one is not free, those
 * before it are freed again and the answer is -EINVAL, whatever the tracker said. Highmem pages are skipped throughout.
 */
export const setPagesArray = (w: PfnWorld, first: number, count: number, mode: "WC" | "UC-"): Errno =>
  w.enter<Errno>("system", mode === "WC" ? "set_pages_array_wc" : "set_pages_array_uc", [first, count], () => {
    if (w.config.arch === "arm64") return "0";
    const pages = lowPages(w, first, count);
    for (const [done, pfn] of pages.entries()) {
      if (!isErrno(memtypeReserve(w, pfn, 1, mode, true))) continue;
      for (const earlier of pages.slice(0, done)) memtypeFree(w, earlier, 1);
      return "-EINVAL";
    }
    if (pages.length > 0)
      setMode(
        w,
        pages.map((pfn) => frameAt(w, pfn)),
        mode,
      );
    return "0";
  });

/** set_pages_array_wb(): the direct map first, then the tracker, page by page. */
export const setPagesArrayWb = (w: PfnWorld, first: number, count: number): Errno =>
  w.enter<Errno>("system", "set_pages_array_wb", [first, count], () => {
    if (w.config.arch === "arm64") return "0";
    const pages = lowPages(w, first, count);
    if (pages.length > 0)
      changePageAttr(
        w,
        pages.map((pfn) => frameAt(w, pfn)),
        "WB",
      );
    for (const pfn of pages) memtypeFree(w, pfn, 1);
    return "0";
  });

const lowPages = (w: PfnWorld, first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i).filter((pfn) => frameAt(w, pfn).kind !== "highmem");
