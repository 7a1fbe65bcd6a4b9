/**
 * The tracker of arch/x86/mm/pat/memtype.c: two bits in the flags of System RAM pages, and a tree of ranges for everything
 * else. Which of the two is asked is decided by the resource tree, never by pfn_valid().
 */
import type { Mode, TrackableMode } from "./cache-mode.ts";
import { isPatEnabled } from "./cache-mode.ts";
import { frameAt, framesIn, isSystemRamKind, isUntracked } from "./frame.ts";
import type { Errno } from "./kernel.ts";
import type { MemtypeEntry, PfnWorld } from "./state.ts";
import { MAX_TREE_ENTRIES } from "./state.ts";

export type RamTest = "ram" | "not-ram" | "mixed";

const overlaps = (entry: MemtypeEntry, first: number, count: number): boolean =>
  entry.first < first + count && first < entry.first + entry.count;

/** In the order of the interval tree: by start. */
const entriesOver = (w: PfnWorld, first: number, count: number): MemtypeEntry[] =>
  w.state.tree.filter((entry) => overlaps(entry, first, count)).sort((a, b) => a.first - b.first);

const takeMemtypeLock = (w: PfnWorld): void => {
  w.count("memtype_locks");
  w.count("tree_steps", Math.ceil(Math.log2(w.state.tree.length + 1)));
};

/** pat_pagerange_is_ram(): walks the resource tree. */
export const testRam = (w: PfnWorld, first: number, count: number): RamTest => {
  w.count("iomem_walks");
  const ram = framesIn(w, first, count).filter((frame) => isSystemRamKind(frame.kind)).length;
  return ram === count ? "ram" : ram === 0 ? "not-ram" : "mixed";
};

/** is_new_memtype_allowed() in arch/x86/include/asm/pgtable.h: modes a caller must not be given instead of its own. */
export const isNewMemtypeAllowed = (asked: Mode, given: Mode): boolean =>
  !(given === "WB" && (asked === "UC-" || asked === "WC" || asked === "WT")) && !(given === "WC" && asked === "WT");

/** pat_x_mtrr_type(): only a WB request is changed, to UC- where the MTRR is not WB. */
const withMtrr = (w: PfnWorld, first: number, count: number, asked: Mode): Mode =>
  asked === "WB" && framesIn(w, first, count).some((frame) => frame.mtrr !== "WB") ? "UC-" : asked;

/** What the tracker holds for a frame, without any cost: for invariants, never for the kernel. */
export const registrationOf = (w: PfnWorld, pfn: number): Mode | "unregistered" => {
  const frame = frameAt(w, pfn);
  if (!isPatEnabled(w.config) || isUntracked(frame.kind)) return "unregistered";
  if (isSystemRamKind(frame.kind)) return frame.pgmt === "WB" ? "unregistered" : frame.pgmt;
  return entriesOver(w, pfn, 1)[0]?.mode ?? "unregistered";
};

/**
 * lookup_registration(): lookup_memtype() that also tells whether anything was found. It costs the same: a resource walk,
 * and the lock and the tree for frames outside of System RAM. With PAT off it must not be called, and says so.
 */
export const lookupRegistration = (w: PfnWorld, pfn: number): Mode | "unregistered" => {
  w.count("memtype_lookups");
  if (!isPatEnabled(w.config)) w.warn("lookup-without-pat", "memtype looked up although PAT is off");
  const frame = frameAt(w, pfn);
  if (isUntracked(frame.kind)) return "unregistered";
  if (testRam(w, pfn, 1) === "not-ram") takeMemtypeLock(w);
  return registrationOf(w, pfn);
};

/** lookup_memtype(): WB for untracked frames, the page bits for System RAM, else the tree's type or UC-. */
export const lookupMemtype = (w: PfnWorld, pfn: number): Mode => {
  const { kind } = frameAt(w, pfn);
  const found = lookupRegistration(w, pfn);
  if (found !== "unregistered") return found;
  return isUntracked(kind) || isSystemRamKind(kind) ? "WB" : "UC-";
};

/** reserve_ram_pages_type(): one owner only, there is no count. Busy also where the same mode is asked for again. */
const reserveRam = (w: PfnWorld, first: number, count: number, asked: Mode): Mode | Errno => {
  if (asked === "WP") return "-EINVAL";
  if (asked === "UC") w.warn("uc-on-ram", "UC asked for System RAM, UC- is tracked");
  const tracked: TrackableMode = asked === "UC" ? "UC-" : asked;
  const pages = framesIn(w, first, count);
  if (pages.some((page) => page.pgmt !== "WB")) return "-EBUSY";
  for (const page of pages) page.pgmt = tracked;
  return tracked;
};

/** memtype_check_insert(): `exact` stands for a caller that takes no other mode than its own (new_type is NULL). */
const reserveInTree = (w: PfnWorld, first: number, count: number, asked: Mode, exact: boolean): Mode | Errno => {
  takeMemtypeLock(w);
  const present = entriesOver(w, first, count);
  const adopted = present[0]?.mode ?? asked;
  if (exact && adopted !== asked) return "-EBUSY";
  if (present.some((entry) => entry.mode !== adopted)) return "-EBUSY";
  if (w.state.tree.length >= MAX_TREE_ENTRIES) return "-ENOMEM";
  w.state.tree.push({ first, count, mode: adopted });
  return adopted;
};

/** memtype_reserve(): the mode that was reserved, or an error. With PAT off everything is granted and nothing remembered. */
export const memtypeReserve = (w: PfnWorld, first: number, count: number, asked: Mode, exact: boolean): Mode | Errno =>
  w.enter("system", "memtype_reserve", [first, count, asked], () => {
    if (!isPatEnabled(w.config)) return asked;
    if (isUntracked(frameAt(w, first).kind)) return "WB";
    const ram = testRam(w, first, count);
    if (ram === "mixed") return "-EINVAL";
    return ram === "ram"
      ? reserveRam(w, first, count, asked)
      : reserveInTree(w, first, count, withMtrr(w, first, count, asked), exact);
  });

/** memtype_free(): page bits back to WB, or exactly this range out of the tree. */
export const memtypeFree = (w: PfnWorld, first: number, count: number): Errno =>
  w.enter<Errno>("system", "memtype_free", [first, count], () => {
    if (!isPatEnabled(w.config) || isUntracked(frameAt(w, first).kind)) return "0";
    const ram = testRam(w, first, count);
    if (ram === "mixed") return "-EINVAL";
    if (ram === "ram") {
      for (const page of framesIn(w, first, count)) page.pgmt = "WB";
      return "0";
    }
    takeMemtypeLock(w);
    const found = w.state.tree.findIndex((entry) => entry.first === first && entry.count === count);
    if (found < 0) {
      w.warn("free-invalid-memtype", "no tree entry with exactly this range");
      return "-EINVAL";
    }
    w.state.tree.splice(found, 1);
    return "0";
  });

export const isErrno = (answer: Mode | Errno): answer is Errno => answer === "0" || answer.startsWith("-E");
