/**
 * A model of caches just fine enough to tell stale from fresh data: one line a frame, with memory, a cached value and a
 * pending write-combining value. No ordering, no sizes, one CPU.
 */
import type { Mode } from "./cache-mode.ts";
import { effectiveType, isCached } from "./cache-mode.ts";
import type { FrameState, PfnWorld } from "./state.ts";

const drop = (frame: FrameState): void => {
  frame.line = "absent";
  frame.line_value = 0;
};
const writeBack = (frame: FrameState): void => {
  if (frame.line === "dirty") frame.memory = frame.line_value;
  drop(frame);
};

/** CLFLUSH: writes back if dirty, then drops. */
export const clflush = (frame: FrameState): void => writeBack(frame);

/** Empties the write-combining buffer. A self-snooping CPU looks at the caches first; a legacy one does not. */
export const drain = (w: PfnWorld, frame: FrameState): void => {
  if (!frame.wc_pending) return;
  if (w.config.cpu === "self-snoop") writeBack(frame);
  frame.memory = frame.wc_value;
  frame.wc_pending = false;
  frame.wc_value = 0;
};

/** A store through an entry of this mode. Write-through and write-protect write memory and refresh a present line. */
export const store = (w: PfnWorld, frame: FrameState, entry: Mode, value: number): void => {
  const type = effectiveType(frame.mtrr, entry);
  if (type === "WB") {
    frame.line = "dirty";
    frame.line_value = value;
  } else if (type === "WC") {
    frame.wc_pending = true;
    frame.wc_value = value;
  } else if (type === "WT" || type === "WP") {
    frame.memory = value;
    if (frame.line !== "absent") frame.line_value = value;
  } else {
    drain(w, frame);
    writeBack(frame);
    frame.memory = value;
  }
};

/** A load through an entry of this mode. Uncached loads of a legacy CPU through WC do not look into the caches. */
export const load = (w: PfnWorld, frame: FrameState, entry: Mode): number => {
  const type = effectiveType(frame.mtrr, entry);
  if (isCached(type)) {
    if (frame.line === "absent") {
      frame.line = "clean";
      frame.line_value = frame.memory;
    }
    return frame.line_value;
  }
  drain(w, frame);
  if (type !== "WC" || w.config.cpu === "self-snoop") writeBack(frame);
  return frame.memory;
};

/** The processor may read ahead through any cached mapping that is present. */
export const speculate = (frame: FrameState, entries: readonly Mode[]): boolean => {
  if (frame.line !== "absent" || !entries.some((entry) => isCached(effectiveType(frame.mtrr, entry)))) return false;
  frame.line = "clean";
  frame.line_value = frame.memory;
  return true;
};

/** A line leaves the cache. A legacy CPU writes back even a clean one. */
export const evict = (w: PfnWorld, frame: FrameState): void => {
  if (frame.line === "clean" && w.config.cpu === "legacy") frame.memory = frame.line_value;
  writeBack(frame);
};

/** What a device reads: the caches if it snoops, else memory as it is. */
export const deviceRead = (w: PfnWorld, frame: FrameState): number =>
  w.config.device === "snoop" && frame.line !== "absent" ? frame.line_value : frame.memory;

/** A device writes memory; cached copies go away only if it snoops. */
export const deviceWrite = (w: PfnWorld, frame: FrameState, value: number): void => {
  frame.memory = value;
  if (w.config.device === "snoop") drop(frame);
};
