/** Cache modes of x86 mappings, what an entry can encode, and what the processor makes of an entry together with the MTRR. */
import type { Config } from "./config.ts";

/** enum page_cache_mode in arch/x86/include/asm/pgtable_types.h, in the notation of its log messages. */
export const MODES = ["WB", "WC", "UC-", "UC", "WT", "WP"] as const;
export type Mode = (typeof MODES)[number];

/** What two page-flag bits can hold for a page of System RAM: _PGMT_* in arch/x86/mm/pat/memtype.c. */
export const TRACKABLE_MODES = ["WB", "WC", "UC-", "WT"] as const;
export type TrackableMode = (typeof TRACKABLE_MODES)[number];

/** Memory types an MTRR can give a physical range. */
export const MTRR_TYPES = ["WB", "UC", "WC", "WT", "WP"] as const;
export type MtrrType = (typeof MTRR_TYPES)[number];

/** Whether mappings are tracked and looked up at all: x86 with PAT on (pat_enabled() in arch/x86/mm/pat/memtype.c). */
export const isPatEnabled = (config: Config): boolean => config.arch !== "arm64" && config.pat === "on";

/**
 * What an entry holds when this mode is asked for. Without PAT there is no slot for WC and WP, and both encode as UC-
 * (pat_bp_init() in arch/x86/mm/pat/memtype.c; measured with nopat).
 */
export const encodeMode = (config: Config, mode: Mode): Mode =>
  config.arch !== "arm64" && config.pat === "off" && (mode === "WC" || mode === "WP") ? "UC-" : mode;

/**
 * Memory type that results from MTRR and entry: Intel SDM volume 3A, table of effective page-level memory types.
 * Rows are the MTRR, columns the entry.
 */
const EFFECTIVE: { readonly [mtrr in MtrrType]: { readonly [entry in Mode]: Mode } } = {
  UC: { UC: "UC", "UC-": "UC", WC: "WC", WT: "UC", WB: "UC", WP: "UC" },
  WC: { UC: "UC", "UC-": "WC", WC: "WC", WT: "UC", WB: "WC", WP: "UC" },
  WT: { UC: "UC", "UC-": "UC", WC: "WC", WT: "WT", WB: "WT", WP: "WP" },
  WB: { UC: "UC", "UC-": "UC", WC: "WC", WT: "WT", WB: "WB", WP: "WP" },
  WP: { UC: "UC", "UC-": "WC", WC: "WC", WT: "WT", WB: "WP", WP: "WP" },
};
export const effectiveType = (mtrr: MtrrType, entry: Mode): Mode => EFFECTIVE[mtrr][entry];

/** Whether loads may be answered from the caches. */
export const isCached = (mode: Mode): boolean => mode === "WB" || mode === "WT" || mode === "WP";

/** UC and UC- differ only where an MTRR says WC; a tracker of RAM cannot tell them apart. */
export const sameForTracker = (a: Mode, b: Mode): boolean => (a === "UC" ? "UC-" : a) === (b === "UC" ? "UC-" : b);
