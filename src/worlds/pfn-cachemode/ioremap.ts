/** Kernel mappings of device memory: arch/x86/mm/ioremap.c. */
import type { Mode } from "./cache-mode.ts";
import { framesIn, isSystemRamKind } from "./frame.ts";
import type { Errno } from "./kernel.ts";
import { isErrno, isNewMemtypeAllowed, memtypeFree, memtypeReserve } from "./memtype.ts";
import type { PfnWorld } from "./state.ts";
import { MAX_KERNEL_MAPPINGS } from "./state.ts";

/**
 * ioremap(), ioremap_wc(), ioremap_cache() ...: "mapped" or "NULL". A later mapping of a range gets the mode of the first
 * one, unless that would turn an uncached request into a cached one. Each has its own tree entry.
 */
export const ioremap = (w: PfnWorld, first: number, count: number, asked: Mode): "mapped" | "NULL" =>
  w.enter<"mapped" | "NULL">("system", "ioremap", [first, count, asked], () => {
    if (framesIn(w, first, count).some((frame) => isSystemRamKind(frame.kind))) {
      w.warn("ioremap-on-ram", "ioremap on System RAM");
      return "NULL";
    }
    const given = memtypeReserve(w, first, count, asked, false);
    if (isErrno(given)) return "NULL";
    const refused = given !== asked && !isNewMemtypeAllowed(asked, given);
    if (refused || w.state.kernel_mappings.length >= MAX_KERNEL_MAPPINGS) {
      memtypeFree(w, first, count);
      return "NULL";
    }
    w.state.kernel_mappings.push({ first, count, mode: given });
    return "mapped";
  });

/** iounmap(): the area goes, and exactly its own tree entry with it. */
export const iounmap = (w: PfnWorld, first: number, count: number): null =>
  w.enter("system", "iounmap", [first, count], () => {
    const found = w.state.kernel_mappings.findIndex((area) => area.first === first && area.count === count);
    if (found < 0) {
      w.warn("bad-iounmap", "iounmap of a range that was not mapped");
      return null;
    }
    w.state.kernel_mappings.splice(found, 1);
    memtypeFree(w, first, count);
    return null;
  });

/**
 * arch_io_reserve_memtype_wc(): a driver reserves its aperture without mapping it. Another mode in the way that may not be
 * taken instead is -EBUSY.
 */
export const ioReserveMemtype = (w: PfnWorld, first: number, count: number, asked: Mode): Errno =>
  w.enter<Errno>("system", "memtype_reserve_io", [first, count, asked], () => {
    const given = memtypeReserve(w, first, count, asked, false);
    if (isErrno(given)) return given;
    if (given === asked || isNewMemtypeAllowed(asked, given)) return "0";
    memtypeFree(w, first, count);
    return "-EBUSY";
  });
