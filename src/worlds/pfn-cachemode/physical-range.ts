/** Frames that no allocator hands out: BARs, firmware areas, the ISA hole, and device memory with pages. */
import type { MtrrType } from "./cache-mode.ts";
import { encodeMode } from "./cache-mode.ts";
import type { Config } from "./config.ts";
import { framesIn, isZoneDevice, newFrame, roomForFrames } from "./frame.ts";
import type { Errno } from "./kernel.ts";
import { isErrno } from "./memtype.ts";
import { pfnmapTrack } from "./pfnmap.ts";
import type { FrameKind, PfnWorld } from "./state.ts";

const mtrrOf = (config: Config, kind: FrameKind): MtrrType => {
  if (kind === "isa") return "UC";
  if (kind === "bar" || kind === "p2pdma") return config.mtrr === "typical" ? "UC" : "WB";
  return "WB";
};

/** fsdax pages are taken to be in use by a filesystem; p2pdma pages have no reference until allocated, since some 6.16+. */
const referencesOf = (config: Config, kind: FrameKind): number =>
  kind === "bar" || (kind === "p2pdma" && config.kernel === "6.16+") ? 0 : 1;

/**
 * memremap_pages() in mm/memremap.c: pages for device memory. The range is tracked as WB, for p2pdma as UC-, and the direct
 * map gets the mode that tracking answered: a WB request meets the MTRR.
 */
const memremapPages = (w: PfnWorld, first: number, count: number, kind: FrameKind): Errno =>
  w.enter<Errno>("system", "memremap_pages", [first, count, kind], () => {
    const given = pfnmapTrack(w, first, count, kind === "p2pdma" ? "UC-" : "WB");
    if (isErrno(given)) return given;
    for (const frame of framesIn(w, first, count)) frame.dm_mode = encodeMode(w.config, given);
    return "0";
  });

/** Adds the range; null where the world or its tree has no room. `mtrr` overrides what firmware would have set. */
export const addPhysicalRange = (
  w: PfnWorld,
  kind: FrameKind,
  count: number,
  mtrr: MtrrType | "firmware",
): number | null => {
  const first = roomForFrames(w, count);
  if (first === null) return null;
  for (let i = 0; i < count; i += 1) {
    const frame = newFrame(kind, mtrr === "firmware" ? mtrrOf(w.config, kind) : mtrr, first + i);
    frame.refcount = referencesOf(w.config, kind);
    frame.owner = kind === "bar" || kind === "p2pdma" ? "driver" : kind === "fsdax" ? "filesystem" : "kernel";
    frame.owner_refs = frame.refcount;
    w.state.frames.push(frame);
  }
  if (!isZoneDevice(kind) || memremapPages(w, first, count, kind) === "0") return first;
  w.state.frames.splice(first, count);
  return null;
};
