/** The functions of the kernel that policies may call (`Kernel` in kernel.ts), described and connected. */
import type { CapabilityDefinition } from "#world-kit/define-world.ts";
import { isPatEnabled, MODES } from "./cache-mode.ts";
import { debugCheck, warnOnce } from "./debug-check.ts";
import { directMapMode } from "./direct-map.ts";
import { frameAt, hasStructPage, isReservedPage, isZoneDevice } from "./frame.ts";
import { insertPage } from "./insert-page.ts";
import { checkPfnInsert, putSpecialPte } from "./insert-pfn.ts";
import type { Kernel, VmaKind } from "./kernel.ts";
import { WARNING_CODES } from "./kernel.ts";
import { lookupMemtype, lookupRegistration, testRam } from "./memtype.ts";
import { folioOf } from "./page-alloc.ts";
import type { PfnWorld } from "./state.ts";
import { VMA_PAGES } from "./state.ts";
import { vmaAt } from "./vma.ts";

const PFN = { pfn: { kind: "reference", entity: "frame", about: "Number of the frame." } } as const;
const VMA = { vma: { kind: "reference", entity: "vma", about: "Number of the VMA." } } as const;
const PAGE = {
  page: { kind: "int", min: 0, max: VMA_PAGES - 1, about: "Page, counted from the start of the VMA." },
} as const;
const PROT = { prot: { kind: "enum", values: MODES, about: "Cache mode in the page protection." } } as const;
const MODE = { mode: { kind: "enum", values: MODES, about: "Cache mode to compare with." } } as const;

type Capabilities = {
  readonly [K in keyof Kernel]: Omit<CapabilityDefinition<PfnWorld>, "run"> & {
    readonly run: (w: PfnWorld, ...args: Parameters<Kernel[K]>) => ReturnType<Kernel[K]>;
  };
};

const vmaKind = (w: PfnWorld, vma: number): VmaKind => {
  const { pfnmap, mixedmap } = vmaAt(w, vma);
  if (pfnmap) return mixedmap ? "both" : "PFNMAP";
  return mixedmap ? "MIXEDMAP" : "neither";
};

export const CAPABILITIES: Capabilities = {
  pat_enabled: {
    about: "Whether PAT is on and this architecture tracks PFN mappings.",
    source: "arch/x86/mm/pat/memtype.c pat_enabled()",
    layer: "system",
    args: {},
    run: (w) => isPatEnabled(w.config),
  },
  lookup_memtype: {
    about:
      "Mode the tracker answers for a frame: page bits for System RAM, else the tree, and UC- where it has nothing.",
    source: "arch/x86/mm/pat/memtype.c lookup_memtype()",
    layer: "system",
    args: PFN,
    run: lookupMemtype,
  },
  lookup_registration: {
    about: "As lookup_memtype, but answers unregistered where nothing is registered. No such function exists today.",
    source: "new; would stand beside lookup_memtype() in arch/x86/mm/pat/memtype.c",
    layer: "system",
    args: PFN,
    run: lookupRegistration,
  },
  is_system_ram: {
    about: "Whether the resource tree lists the frame as System RAM.",
    source: "arch/x86/mm/pat/memtype.c pat_pagerange_is_ram(), kernel/resource.c walk_system_ram_range()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => testRam(w, pfn, 1) === "ram",
  },
  pfn_valid: {
    about: "Whether the frame has a struct page.",
    source: "include/linux/mmzone.h pfn_valid()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => hasStructPage(frameAt(w, pfn).kind),
  },
  page_is_zone_device: {
    about: "Whether the page belongs to ZONE_DEVICE.",
    source: "include/linux/mmzone.h is_zone_device_page()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => isZoneDevice(frameAt(w, pfn).kind),
  },
  page_is_reserved: {
    about: "Whether the page has PG_reserved.",
    source: "include/linux/page-flags.h PageReserved()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => isReservedPage(frameAt(w, pfn).kind),
  },
  page_in_buddy: {
    about: "Whether the page is free.",
    source:
      "include/linux/page-flags.h PageBuddy(); only heads of free blocks carry the flag, here every free page does",
    layer: "system",
    args: PFN,
    run: (w, pfn) => frameAt(w, pfn).in_buddy,
  },
  page_is_highmem: {
    about: "Whether the page is in highmem.",
    source: "include/linux/page-flags.h PageHighMem()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => frameAt(w, pfn).kind === "highmem",
  },
  page_refcount: {
    about: "Reference count of the page, or of the head of its compound block.",
    source: "include/linux/page_ref.h page_count()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => folioOf(w, pfn).refcount,
  },
  page_tracking_bits: {
    about: "Mode in the tracking bits of the page flags, without any walk.",
    source: "arch/x86/mm/pat/memtype.c get_page_memtype()",
    layer: "system",
    args: PFN,
    run: (w, pfn) => frameAt(w, pfn).pgmt,
  },
  direct_map_mode: {
    about: "What the page table of the direct map says, or none where nothing is mapped.",
    source: "arch/x86/mm/pat/set_memory.c lookup_address()",
    layer: "system",
    args: PFN,
    run: directMapMode,
  },
  vma_kind: {
    about: "VM_PFNMAP and VM_MIXEDMAP of the VMA.",
    source: "include/linux/mm.h vma->vm_flags",
    layer: "system",
    args: VMA,
    run: vmaKind,
  },
  vma_page_prot: {
    about: "Cache mode in vma->vm_page_prot.",
    source: "include/linux/mm_types.h vma->vm_page_prot",
    layer: "system",
    args: VMA,
    run: (w, vma) => vmaAt(w, vma).page_prot,
  },
  check_pfn_insert: {
    about: "The checks of vmf_insert_pfn_prot() before it does anything: OK, SIGBUS outside of the VMA, or a BUG.",
    source: "mm/memory.c vmf_insert_pfn_prot()",
    layer: "system",
    args: { ...VMA, ...PAGE, ...PFN },
    run: checkPfnInsert,
  },
  put_special_pte: {
    about: "Writes a special entry with exactly this mode; a present entry stays. Nothing is counted.",
    source: "mm/memory.c insert_pfn()",
    layer: "system",
    args: { ...VMA, ...PAGE, ...PFN, ...PROT },
    run: (w, vma, page, pfn, prot) => putSpecialPte(w, vma, page, pfn, prot, "insert_pfn"),
  },
  insert_page: {
    about: "Writes a normal entry with exactly this mode, taking a reference and a mapping count.",
    source: "mm/memory.c insert_page_into_pte_locked()",
    layer: "system",
    args: { ...VMA, ...PAGE, ...PFN, ...PROT },
    run: insertPage,
  },
  debug_enabled: {
    about: "Whether this is a debug kernel.",
    source: "stands for a debug configuration option",
    layer: "system",
    args: {},
    run: (w) => w.config.debug === "on",
  },
  debug_check: {
    about:
      "Compares a mode with the direct map, the tracker or both, as configured; warns once a frame. True if all agree.",
    source: "new; proposed in the discussion for debug kernels",
    layer: "system",
    args: { ...PFN, ...MODE },
    run: debugCheck,
  },
  warn_once: {
    about: "Prints a warning about a frame, once.",
    source: "include/asm-generic/bug.h WARN_ONCE()",
    layer: "system",
    args: {
      ...PFN,
      code: { kind: "enum", values: WARNING_CODES, about: "What kind of mistake it is." },
      text: { kind: "text", max: 160, about: "The message." },
    },
    run: warnOnce,
  },
  refuse: {
    about: "The interface does not take what it was given, by design.",
    source: "the contract of the proposal",
    layer: "interface",
    args: { reason: { kind: "text", max: 160, about: "Why, in a sentence." } },
    run: (w, reason) => {
      w.refuse(reason);
      return null;
    },
  },
};
