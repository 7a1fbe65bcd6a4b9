/** What is true of a frame by its kind: domain facts of struct page, resource tree and direct map. */
import type { MtrrType } from "./cache-mode.ts";
import type { FrameKind, FrameState, PfnWorld } from "./state.ts";
import { MAX_FRAMES } from "./state.ts";

export const frameAt = (w: PfnWorld, pfn: number): FrameState => {
  const frame = w.state.frames[pfn];
  if (frame === undefined) throw new Error(`no frame ${pfn}`);
  return frame;
};
export const framesIn = (w: PfnWorld, first: number, count: number): FrameState[] =>
  Array.from({ length: count }, (_, i) => frameAt(w, first + i));

/** Whether the resource tree lists it as System RAM, which is what the tracker decides by; not the same as pfn_valid(). */
export const isSystemRamKind = (kind: FrameKind): boolean =>
  kind === "ram" || kind === "highmem" || kind === "ram-no-dm";
export const isZoneDevice = (kind: FrameKind): boolean => kind === "fsdax" || kind === "generic" || kind === "p2pdma";
/** pfn_valid(). The ISA hole of a PC with RAM around it has struct pages (measured on PFN 0xA0). */
export const hasStructPage = (kind: FrameKind): boolean => kind !== "bar";
/** PG_reserved. ZONE_DEVICE pages on DRAM outside of System RAM were measured to have it as well. */
export const isReservedPage = (kind: FrameKind): boolean => kind === "reserved" || kind === "isa" || kind === "generic";
/** Below 1 MiB nothing is tracked (is_ISA_range(), x86_platform.is_untracked_pat_range). */
export const isUntracked = (kind: FrameKind): boolean => kind === "isa";
/** Registers or memory of a device: a cached mapping loses side effects. */
export const isDeviceMemory = (frame: FrameState): boolean =>
  frame.kind === "bar" || frame.kind === "p2pdma" || (frame.kind === "generic" && frame.mtrr !== "WB");

/** A frame as firmware and boot leave it. `owner_refs` and `refcount` are set by who makes it. */
export const newFrame = (kind: FrameKind, mtrr: MtrrType, index: number): FrameState => ({
  kind,
  mtrr,
  pgmt: "WB",
  dm_present: kind !== "bar" && kind !== "highmem" && kind !== "ram-no-dm",
  dm_mode: "WB",
  part: "single",
  compound: false,
  head: index,
  order: 0,
  refcount: 0,
  owner_refs: 0,
  mapcount: 0,
  pins: 0,
  in_buddy: false,
  owner: "nobody",
  gen: 0,
  warned: false,
  memory: 0,
  line: "absent",
  line_value: 0,
  wc_pending: false,
  wc_value: 0,
});

/** Index of the first of `count` new frames, or null where the world is full. The caller pushes them. */
export const roomForFrames = (w: PfnWorld, count: number): number | null =>
  w.state.frames.length + count <= MAX_FRAMES ? w.state.frames.length : null;
