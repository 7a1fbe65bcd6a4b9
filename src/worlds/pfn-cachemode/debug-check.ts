/**
 * What a debug kernel could compare an insertion with. Two sources, chosen by `check`: the direct map, which tells the truth
 * but exists for System RAM only (and not for highmem), and the tracker, which is all there is for other frames.
 */
import type { Mode } from "./cache-mode.ts";
import { encodeMode, isPatEnabled, sameForTracker } from "./cache-mode.ts";
import { directMapMode } from "./direct-map.ts";
import { frameAt, isSystemRamKind } from "./frame.ts";
import type { WarningCode } from "./kernel.ts";
import { lookupRegistration } from "./memtype.ts";
import type { PfnWorld } from "./state.ts";

/** WARN_ONCE about a frame: true if it was printed. */
export const warnOnce = (w: PfnWorld, pfn: number, code: WarningCode, text: string): boolean => {
  const frame = frameAt(w, pfn);
  if (frame.warned) return false;
  frame.warned = true;
  w.warn(code, text);
  return true;
};

/** Whether the frame is System RAM is told from its page (zone, PG_reserved), without a resource walk. */
const directMapContradiction = (w: PfnWorld, pfn: number, mode: Mode): string | null => {
  if (!isSystemRamKind(frameAt(w, pfn).kind)) return null;
  const found = directMapMode(w, pfn);
  if (found === "none" || sameForTracker(found, encodeMode(w.config, mode))) return null;
  return `direct map is ${found}`;
};

/** System RAM that is tracked as WB may as well be unregistered; it still contradicts another mode. */
const trackerContradiction = (w: PfnWorld, pfn: number, mode: Mode): string | null => {
  if (!isPatEnabled(w.config)) return null;
  const frame = frameAt(w, pfn);
  const found = w.enter("system", "lookup_registration", [pfn], () => lookupRegistration(w, pfn));
  const tracked = found === "unregistered" && isSystemRamKind(frame.kind) && frame.kind !== "highmem" ? "WB" : found;
  if (tracked === "unregistered" || sameForTracker(tracked, mode)) return null;
  return `tracker says ${tracked}`;
};

/** True if nothing contradicts `mode`. Never changes what is mapped; does nothing outside of debug kernels. */
export const debugCheck = (w: PfnWorld, pfn: number, mode: Mode): boolean => {
  const { debug, check } = w.config;
  if (debug === "off" || check === "none") return true;
  const contradiction =
    (check === "dm" || check === "both" ? directMapContradiction(w, pfn, mode) : null) ??
    (check === "pgmt" || check === "both" ? trackerContradiction(w, pfn, mode) : null);
  if (contradiction === null) return true;
  warnOnce(w, pfn, "mode-conflict", `${w.nameOf("frame", pfn)} is being mapped ${mode}, ${contradiction}`);
  return false;
};
