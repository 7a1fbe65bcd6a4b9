/** Who else takes references to what is mapped: mm/gup.c. */
import type { Errno } from "./kernel.ts";
import { folioOf } from "./page-alloc.ts";
import type { PfnWorld } from "./state.ts";
import { isInside, pteAt, vmaAt } from "./vma.ts";

export const GUP_KINDS = ["get", "pin", "longterm"] as const;
export type GupKind = (typeof GUP_KINDS)[number];
/** What one pin adds to the count of a small page. */
const GUP_PIN_COUNTING_BIAS = 1024;
/** The world's own bound, so that the count stays in its range; a kernel has none so low. */
const MAX_PINS = 7;

const take = (w: PfnWorld, pfn: number, kind: GupKind): Errno => {
  const folio = folioOf(w, pfn);
  if (kind !== "get" && folio.pins >= MAX_PINS) return "-ENOMEM";
  folio.refcount += kind === "get" ? 1 : GUP_PIN_COUNTING_BIAS;
  if (kind !== "get") folio.pins += 1;
  w.count("atomics");
  return "0";
};

/**
 * get_user_pages_fast() and pin_user_pages_fast(). The fast path looks at entries only, not at VMAs: it takes a reference
 * through any normal entry, also in a VM_IO area (measured on 6.1 and 7.3); only a long-term write pin of a page without a
 * file mapping falls through. The slow path refuses VM_IO and VM_PFNMAP, and special entries.
 */
export const getUserPages = (w: PfnWorld, vma: number, page: number, kind: GupKind, write: boolean): Errno =>
  w.enter<Errno>("system", kind === "get" ? "get_user_pages_fast" : "pin_user_pages_fast", [vma, page, kind], () => {
    const area = vmaAt(w, vma);
    const pte = pteAt(w, vma, page);
    if (!isInside(area, page)) return "-EFAULT";
    if (pte !== null && write && !pte.write) return "-EFAULT";
    if (pte !== null && !pte.special && !(kind === "longterm" && write)) return take(w, pte.pfn, kind);
    if (area.io || area.pfnmap || pte === null) return "-EFAULT";
    return pte.special ? "-EEXIST" : take(w, pte.pfn, kind);
  });
