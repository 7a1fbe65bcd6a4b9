/**
 * Everything the world remembers. A frame's number is its index in `frames`; frames made by one step are physically
 * adjacent. Kept small on purpose: 16 frames, 4 VMAs of 8 entries, 8 tree entries.
 */
import type { World } from "#world-kit/define-world.ts";
import type { Static } from "#world-kit/schema.ts";
import { array, bool, int, list, oneOf, optional, record } from "#world-kit/schema.ts";
import { MODES, MTRR_TYPES, TRACKABLE_MODES } from "./cache-mode.ts";
import type { Config } from "./config.ts";
import type { Hooks } from "./kernel.ts";

export const MAX_FRAMES = 16;
export const MAX_VMAS = 4;
export const VMA_PAGES = 8;
export const MAX_TREE_ENTRIES = 8;
export const MAX_KERNEL_MAPPINGS = 4;
/** Values of the cache model; 0 is what memory holds at first. */
export const MAX_VALUE = 15;

/** ram, highmem and ram-no-dm are System RAM; fsdax, generic and p2pdma are ZONE_DEVICE. */
export const FRAME_KINDS = [
  "ram",
  "highmem",
  "ram-no-dm",
  "reserved",
  "fsdax",
  "generic",
  "p2pdma",
  "bar",
  "isa",
] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

export const FrameState = record({
  kind: oneOf(...FRAME_KINDS),
  mtrr: oneOf(...MTRR_TYPES),
  /** Tracking bits in the page flags; meaningful for System RAM only. */
  pgmt: oneOf(...TRACKABLE_MODES),
  /** The kernel's own linear mapping: as encoded, not as asked for. */
  dm_present: bool(),
  dm_mode: oneOf(...MODES),
  /** Place in its block, and whether the block is compound (__GFP_COMP). */
  part: oneOf("single", "head", "tail"),
  compound: bool(),
  head: int(0, MAX_FRAMES - 1),
  order: int(0, 2),
  /** A pin adds 1024 to it (GUP_PIN_COUNTING_BIAS). */
  refcount: int(0, 8191),
  /** How much of the count the owner took itself. */
  owner_refs: int(0, 15),
  mapcount: int(0, MAX_VMAS * VMA_PAGES),
  pins: int(0, 7),
  in_buddy: bool(),
  owner: oneOf("nobody", "driver", "filesystem", "kernel"),
  /** Counts how often the frame was freed. */
  gen: int(0, 15),
  /** Whether a debug kernel has warned about it once. */
  warned: bool(),
  /** Cache micro model: one value a frame. */
  memory: int(0, MAX_VALUE),
  line: oneOf("absent", "clean", "dirty"),
  line_value: int(0, MAX_VALUE),
  wc_pending: bool(),
  wc_value: int(0, MAX_VALUE),
});
export type FrameState = Static<typeof FrameState>;

export const PteState = record({
  pfn: int(0, MAX_FRAMES - 1),
  /** As the last caller asked for it. */
  mode: oneOf(...MODES),
  /** As the processor sees it. */
  encoded: oneOf(...MODES),
  write: bool(),
  /** Special entries have no page for the core: nothing is counted, nothing is released. */
  special: bool(),
  /** Mode the driver wanted; kept to see silent overrides. */
  asked: oneOf(...MODES),
  via: oneOf("insert_pfn", "insert_mixed", "remap_pfn_range", "insert_page", "apply_to_page_range"),
  /** It replaced a present entry. */
  overwrote: bool(),
});
export type PteState = Static<typeof PteState>;

const FrameRange = { first: int(0, MAX_FRAMES - 1), count: int(1, MAX_FRAMES) };

export const VmaState = record({
  pages: int(1, VMA_PAGES),
  mapped: bool(),
  pfnmap: bool(),
  mixedmap: bool(),
  io: bool(),
  shared: bool(),
  write: bool(),
  may_write: bool(),
  dont_expand: bool(),
  page_prot: oneOf(...MODES),
  /** Range a full remap_pfn_range() has reserved: pfnmap_track_ctx, before 6.16 the flag VM_PAT. */
  track: optional(record(FrameRange)),
  ptes: array(VMA_PAGES, optional(PteState)),
});
export type VmaState = Static<typeof VmaState>;

export const MemtypeEntry = record({ ...FrameRange, mode: oneOf(...MODES) });
export type MemtypeEntry = Static<typeof MemtypeEntry>;

export const State = record({
  frames: list(MAX_FRAMES, FrameState),
  vmas: list(MAX_VMAS, VmaState),
  /** The memtype tree: a multiset of ranges, overlapping ones have one type. */
  tree: list(MAX_TREE_ENTRIES, MemtypeEntry),
  /** Other kernel mappings: areas made by ioremap. */
  kernel_mappings: list(MAX_KERNEL_MAPPINGS, MemtypeEntry),
  /** A BUG_ON was hit; nothing happens any more. */
  halted: bool(),
});
export type State = Static<typeof State>;

export type PfnWorld = World<State, Config, Hooks>;
