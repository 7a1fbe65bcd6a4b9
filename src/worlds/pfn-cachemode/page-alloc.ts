/** The buddy allocator as far as drivers see it: mm/page_alloc.c. */
import type { EntityRange } from "#world-kit/argument.ts";
import { frameAt, framesIn, newFrame, roomForFrames } from "./frame.ts";
import type { FrameKind, FrameState, PfnWorld } from "./state.ts";

/**
 * Where a block of this kind is found: a freed one first, as the allocator would, else new frames. Null is -ENOMEM.
 */
const findBlock = (w: PfnWorld, kind: FrameKind, count: number): number | null => {
  const isFree = (pfn: number): boolean => {
    const frame = w.state.frames[pfn];
    return frame !== undefined && frame.kind === kind && frame.in_buddy;
  };
  for (let first = 0; first + count <= w.state.frames.length; first += 1)
    if (Array.from({ length: count }, (_, i) => isFree(first + i)).every(Boolean)) return first;
  const fresh = roomForFrames(w, count);
  if (fresh === null) return null;
  for (let i = 0; i < count; i += 1) w.state.frames.push(newFrame(kind, "WB", fresh + i));
  return fresh;
};

/**
 * alloc_pages(), `blocks` times in a row: the first page of each block gets the reference. The other pages of a block that
 * is not compound have none, which is how TTM's pool allocates (drivers/gpu/drm/ttm/ttm_pool.c). Whatever the direct map
 * was left with, stays.
 */
export const allocPages = (
  w: PfnWorld,
  kind: "ram" | "highmem" | "ram-no-dm",
  order: number,
  blocks: number,
  compound: boolean,
): EntityRange | null => {
  const size = 1 << order;
  const count = size * blocks;
  const first = findBlock(w, kind, count);
  if (first === null) return null;
  for (const [index, frame] of framesIn(w, first, count).entries()) {
    const offset = index % size;
    frame.in_buddy = false;
    frame.owner = "driver";
    frame.part = order === 0 ? "single" : offset === 0 ? "head" : "tail";
    frame.compound = compound && order > 0;
    frame.head = first + index - offset;
    frame.order = order;
    frame.refcount = offset === 0 ? 1 : 0;
    frame.owner_refs = frame.refcount;
    frame.warned = false;
  }
  return { first, count };
};

/** The frame whose count stands for this one: the head of a compound block, else itself. */
export const folioOf = (w: PfnWorld, pfn: number): FrameState => {
  const frame = frameAt(w, pfn);
  return frame.compound ? frameAt(w, frame.head) : frame;
};

/** Frees one frame: every ordinary page flag is cleared, the tracking bits with them. The direct map is not touched. */
const toBuddy = (frame: FrameState): void => {
  frame.pgmt = "WB";
  frame.in_buddy = true;
  frame.owner = "nobody";
  frame.refcount = 0;
  frame.owner_refs = 0;
  frame.part = "single";
  frame.compound = false;
  frame.order = 0;
  frame.gen = Math.min(frame.gen + 1, 15);
};

const blockOf = (w: PfnWorld, frame: FrameState): FrameState[] => framesIn(w, frame.head, 1 << frame.order);

/** put_page(): at zero the page goes back to the allocator, a compound block as a whole. */
export const putPage = (w: PfnWorld, pfn: number, by = 1): void => {
  const folio = folioOf(w, pfn);
  folio.refcount = Math.max(folio.refcount - by, 0);
  if (folio.refcount > 0) return;
  for (const frame of folio.compound ? blockOf(w, folio) : [folio]) toBuddy(frame);
};

/**
 * __free_pages() of a whole block by its owner. If somebody else still holds the first page of a block that is not
 * compound, the other pages are freed all the same [MEM].
 */
export const freePages = (w: PfnWorld, head: number): void => {
  w.enter("system", "__free_pages", [head], () => {
    const first = frameAt(w, head);
    if (first.in_buddy) {
      w.warn("bad-page-state", "a free page is freed again");
      return null;
    }
    const block = blockOf(w, first);
    first.owner_refs = Math.max(first.owner_refs - 1, 0);
    first.refcount = Math.max(first.refcount - 1, 0);
    if (first.refcount === 0) for (const frame of block) toBuddy(frame);
    else if (!first.compound) for (const frame of block.slice(1)) toBuddy(frame);
    return null;
  });
};

/** split_page(): every page of a block that is not compound gets a reference of its own. */
export const splitPage = (w: PfnWorld, head: number): void => {
  for (const [offset, frame] of blockOf(w, frameAt(w, head)).entries()) {
    frame.refcount = offset === 0 ? frame.refcount : 1;
    frame.owner_refs = offset === 0 ? frame.owner_refs : 1;
    frame.part = "single";
    frame.head = head + offset;
    frame.order = 0;
  }
};
