/** Steps that make and remove user mappings, and that take references through them. */
import type { EntityRange } from "#world-kit/argument.ts";
import type { Mode } from "./cache-mode.ts";
import { defineStep } from "./define-step.ts";
import type { GupKind } from "./gup.ts";
import { GUP_KINDS, getUserPages } from "./gup.ts";
import { vmInsertPage } from "./insert-page.ts";
import { applyToPageRange, vmfInsertMixed } from "./insert-pfn.ts";
import { remapPfnRange } from "./remap-pfn-range.ts";
import type { PfnWorld, PteState, VmaState } from "./state.ts";
import { MAX_VMAS, VMA_PAGES } from "./state.ts";
import { AS_VMA, FRAME, FRAMES, modeArgument, PAGE, VMA } from "./step-arguments.ts";
import { pteAt, vmaAt } from "./vma.ts";
import { unmapVma, zapPage } from "./zap.ts";

type VmaFlag = "SHARED" | "WRITE" | "MAYWRITE" | "IO";

const newVma = (pages: number, flags: readonly VmaFlag[], prot: Mode): VmaState => ({
  pages,
  mapped: true,
  pfnmap: false,
  mixedmap: false,
  io: flags.includes("IO"),
  shared: flags.includes("SHARED"),
  write: flags.includes("WRITE"),
  may_write: flags.includes("MAYWRITE"),
  dont_expand: false,
  page_prot: prot,
  track: null,
  ptes: Array.from({ length: VMA_PAGES }, (): PteState | null => null),
});

/** Runs an insertion and notes in a new entry what the driver wanted, so that overrides can be seen. */
const inserting = <R>(w: PfnWorld, vma: number, page: number, pfn: number, want: Mode, insert: () => R): R => {
  const before = pteAt(w, vma, page);
  const answer = insert();
  const after = pteAt(w, vma, page);
  if (before === null && after !== null && after.pfn === pfn) after.asked = want;
  return answer;
};

interface Insertion {
  readonly vma: number;
  readonly page: number;
  readonly frame: number;
}
const INSERTION = { vma: VMA, page: PAGE, frame: FRAME };

export const MAPPING_STEPS = {
  mmap: defineStep<{
    as: string;
    pages: number;
    kind: "driver" | "PFNMAP" | "MIXEDMAP" | "both" | "neither";
    flags: readonly VmaFlag[];
    prot: Mode;
  }>({
    about:
      "A process maps an object of the driver. Which kind of VMA it gets is up to the driver, unless `kind` says so.",
    source: "mm/mmap.c mmap_region(), drivers/gpu/drm/ttm/ttm_bo_vm.c ttm_bo_mmap_obj()",
    args: {
      as: AS_VMA,
      pages: { kind: "int", min: 1, max: VMA_PAGES, default: 4, about: "Length in pages." },
      kind: {
        kind: "enum",
        values: ["driver", "PFNMAP", "MIXEDMAP", "both", "neither"],
        default: "driver",
        about: "driver: as the driver of this proposal does it (hook driver_mmap).",
      },
      flags: {
        kind: "words",
        values: ["SHARED", "WRITE", "MAYWRITE", "IO"],
        default: ["SHARED", "WRITE", "MAYWRITE", "IO"],
        about: "VM_ flags. Without SHARED, MAYWRITE makes it a COW mapping.",
      },
      prot: { ...modeArgument("Cache mode in vm_page_prot."), default: "WB" },
    },
    run: (w, { as, pages, kind, flags, prot }) => {
      const vma = w.state.vmas.length;
      if (vma >= MAX_VMAS) return "-ENOMEM";
      w.state.vmas.push(newVma(pages, flags, prot));
      w.bind(as, "vma", { first: vma, count: 1 });
      const chosen = kind === "driver" ? w.hooks.driver_mmap(vma) : kind;
      const area = vmaAt(w, vma);
      area.pfnmap = chosen === "PFNMAP" || chosen === "both";
      area.dont_expand = kind === "driver";
      area.mixedmap = chosen === "MIXEDMAP" || chosen === "both";
      return chosen;
    },
  }),
  munmap: defineStep<{ vma: number }>({
    about: "The whole VMA goes: its entries, then what a full remap_pfn_range reserved.",
    source: "mm/mmap.c do_munmap(), mm/memory.c unmap_vmas()",
    args: { vma: VMA },
    run: (w, { vma }) => unmapVma(w, vma),
  }),
  fault: defineStep<Insertion & { readonly want: Mode }>({
    about: "A process touches a page; the driver backs it with this frame and wants this mode.",
    source: "drivers/gpu/drm/ttm/ttm_bo_vm.c ttm_bo_vm_fault()",
    args: { ...INSERTION, want: modeArgument("Mode the driver wants.") },
    run: (w, { vma, page, frame, want }) =>
      inserting(w, vma, page, frame, want, () => w.hooks.driver_fault(vma, page, frame, want)),
  }),
  insert_pfn: defineStep<Insertion>({
    about: "A driver maps a frame with the plain function: the mode stands in the VMA.",
    source: "mm/memory.c vmf_insert_pfn()",
    args: INSERTION,
    run: (w, { vma, page, frame }) =>
      inserting(w, vma, page, frame, vmaAt(w, vma).page_prot, () => w.hooks.vmf_insert_pfn(vma, page, frame)),
  }),
  insert_pfn_prot: defineStep<Insertion & { readonly prot: Mode }>({
    about: "A driver calls vmf_insert_pfn_prot itself, whatever its proposal would do on a fault.",
    source: "mm/memory.c vmf_insert_pfn_prot()",
    args: { ...INSERTION, prot: modeArgument("Mode in the page protection.") },
    run: (w, { vma, page, frame, prot }) =>
      inserting(w, vma, page, frame, prot, () => w.hooks.vmf_insert_pfn_prot(vma, page, frame, prot)),
  }),
  insert_mixed: defineStep<Insertion>({
    about: "A driver maps a frame in a VM_MIXEDMAP area without a reference.",
    source: "mm/memory.c vmf_insert_mixed()",
    args: INSERTION,
    run: (w, { vma, page, frame }) =>
      inserting(w, vma, page, frame, vmaAt(w, vma).page_prot, () => vmfInsertMixed(w, vma, page, frame)),
  }),
  insert_page: defineStep<Insertion>({
    about: "A driver maps a page with a reference; the mode stands in the VMA.",
    source: "mm/memory.c vm_insert_page()",
    args: INSERTION,
    run: (w, { vma, page, frame }) => vmInsertPage(w, vma, page, frame),
  }),
  apply_to_page_range: defineStep<Insertion & { readonly prot: Mode }>({
    about: "A driver writes the entry itself, past all checks, over whatever is there.",
    source: "mm/memory.c apply_to_page_range()",
    args: { ...INSERTION, prot: modeArgument("Mode written.") },
    run: (w, { vma, page, frame, prot }) => applyToPageRange(w, vma, page, frame, prot),
  }),
  remap_pfn_range: defineStep<{ vma: number; page: number; frames: EntityRange; prot: Mode }>({
    about: "A driver maps a range at mmap time.",
    source: "mm/memory.c remap_pfn_range()",
    args: {
      vma: VMA,
      page: { ...PAGE, default: 0 },
      frames: FRAMES,
      prot: modeArgument("Mode in the page protection."),
    },
    run: (w, { vma, page, frames: { first, count }, prot }) => remapPfnRange(w, vma, page, first, count, prot),
  }),
  zap: defineStep<{ vma: number; page: number }>({
    about: "The driver takes one entry away.",
    source: "mm/memory.c unmap_mapping_range(), zap_pte_range()",
    args: { vma: VMA, page: PAGE },
    run: (w, { vma, page }) => zapPage(w, vma, page),
  }),
  get_user_pages: defineStep<{ vma: number; page: number; kind: GupKind; write: boolean }>({
    about: "Somebody else takes a reference through the mapping, for example O_DIRECT.",
    source: "mm/gup.c get_user_pages_fast(), pin_user_pages_fast()",
    args: {
      vma: VMA,
      page: PAGE,
      kind: {
        kind: "enum",
        values: GUP_KINDS,
        default: "pin",
        about: "get: FOLL_GET. pin: FOLL_PIN. longterm: FOLL_PIN with FOLL_LONGTERM.",
      },
      write: { kind: "bool", default: true, about: "Whether it will be written to." },
    },
    run: (w, { vma, page, kind, write }) => getUserPages(w, vma, page, kind, write),
  }),
};
