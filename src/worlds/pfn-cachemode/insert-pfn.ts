/** Special entries for PFNs at fault time: mm/memory.c. */
import type { Mode } from "./cache-mode.ts";
import { frameAt, hasStructPage } from "./frame.ts";
import type { VmFault } from "./kernel.ts";
import { kernelBug } from "./kernel-bug.ts";
import type { PfnWorld, PteState } from "./state.ts";
import { isCow, isInside, pteAt, vmaAt, writePte } from "./vma.ts";

/**
 * The checks at the head of vmf_insert_pfn_prot(): exactly one of VM_PFNMAP and VM_MIXEDMAP, no private writable VM_PFNMAP
 * area, no VM_MIXEDMAP with a frame that has a page; each of these is a BUG. Outside of the VMA is SIGBUS. The L1TF check
 * (pfn_modify_allowed()) is not modelled.
 */
export const checkPfnInsert = (w: PfnWorld, vma: number, page: number, pfn: number): "OK" | "SIGBUS" => {
  const area = vmaAt(w, vma);
  if (area.pfnmap === area.mixedmap) kernelBug(w, "VMA must be exactly one of VM_PFNMAP and VM_MIXEDMAP");
  else if (area.pfnmap && isCow(area)) kernelBug(w, "VM_PFNMAP in a private writable VMA");
  else if (area.mixedmap && hasStructPage(frameAt(w, pfn).kind)) kernelBug(w, "VM_MIXEDMAP and the PFN has a page");
  if (w.state.halted || !isInside(area, page)) return "SIGBUS";
  return "OK";
};

/** insert_pfn(): a special entry under the page-table lock. A present entry is left as it is, and that is success. */
export const putSpecialPte = (
  w: PfnWorld,
  vma: number,
  page: number,
  pfn: number,
  mode: Mode,
  via: PteState["via"],
): VmFault => {
  if (w.state.halted) return "SIGBUS";
  w.count("ptl_pairs");
  if (pteAt(w, vma, page) === null) writePte(w, vma, page, { pfn, mode, special: true, via });
  return "NOPAGE";
};
const insertPfn = (w: PfnWorld, vma: number, page: number, pfn: number, mode: Mode, via: PteState["via"]): VmFault =>
  w.enter("system", "insert_pfn", [vma, page, pfn, mode], () => putSpecialPte(w, vma, page, pfn, mode, via));

/** vmf_insert_pfn_prot() of today: checks, then the mode of the tracker, then the entry. An override is silent. */
export const vmfInsertPfnProt = (w: PfnWorld, vma: number, page: number, pfn: number, prot: Mode): VmFault => {
  if (checkPfnInsert(w, vma, page, pfn) !== "OK") return "SIGBUS";
  return insertPfn(w, vma, page, pfn, w.hooks.pfnmap_setup_cachemode_pfn(pfn, prot), "insert_pfn");
};

/** vmf_insert_pfn() of today: the same with the mode in vma->vm_page_prot. */
export const vmfInsertPfn = (w: PfnWorld, vma: number, page: number, pfn: number): VmFault =>
  w.hooks.vmf_insert_pfn_prot(vma, page, pfn, vmaAt(w, vma).page_prot);

/** vmf_insert_mixed(): VM_MIXEDMAP only; special even where the frame has a page, and no reference. */
export const vmfInsertMixed = (w: PfnWorld, vma: number, page: number, pfn: number): VmFault =>
  w.enter("system", "vmf_insert_mixed", [vma, page, pfn], () => {
    const area = vmaAt(w, vma);
    if (!area.mixedmap || !isInside(area, page)) return "SIGBUS";
    const mode = w.hooks.pfnmap_setup_cachemode_pfn(pfn, area.page_prot);
    return insertPfn(w, vma, page, pfn, mode, "insert_mixed");
  });

/** apply_to_page_range() with a callback that writes special entries: no VMA is looked at, no check made, all overwritten. */
export const applyToPageRange = (w: PfnWorld, vma: number, page: number, pfn: number, prot: Mode): "0" =>
  w.enter("system", "apply_to_page_range", [vma, page, pfn, prot], () => {
    w.count("ptl_pairs");
    writePte(w, vma, page, { pfn, mode: prot, special: true, via: "apply_to_page_range" });
    return "0";
  });
