/** What a proposal may replace, with today's behaviour. */
import type { WorldDefinition } from "#world-kit/define-world.ts";
import { MODES } from "./cache-mode.ts";
import type { Config } from "./config.ts";
import { vmfInsertPfn, vmfInsertPfnProt } from "./insert-pfn.ts";
import type { Hooks } from "./kernel.ts";
import { VM_FAULTS } from "./kernel.ts";
import { pfnmapSetupCachemodePfn } from "./pfnmap.ts";
import type { State } from "./state.ts";
import { VMA_PAGES } from "./state.ts";

const VMA = { kind: "reference", entity: "vma", about: "Number of the VMA." } as const;
const PAGE = { kind: "int", min: 0, max: VMA_PAGES - 1, about: "Page, counted from the start of the VMA." } as const;
const PFN = { kind: "reference", entity: "frame", about: "Number of the frame." } as const;
const VM_FAULT = { kind: "enum", values: VM_FAULTS } as const;
const modeArgument = (about: string) => ({ kind: "enum", values: MODES, about }) as const;

export const HOOKS: WorldDefinition<State, Config, Hooks>["hooks"] = {
  driver_mmap: {
    about: "Which kind of VMA the driver sets up for its objects.",
    source: "drivers/gpu/drm/ttm/ttm_bo_vm.c ttm_bo_mmap_obj()",
    layer: "driver",
    args: { vma: VMA },
    returns: { kind: "enum", values: ["PFNMAP", "MIXEDMAP"] },
    today: () => "PFNMAP",
  },
  driver_fault: {
    about: "How the driver answers a fault on its object: which function it maps the frame with.",
    source: "drivers/gpu/drm/ttm/ttm_bo_vm.c ttm_bo_vm_fault_reserved()",
    layer: "driver",
    args: { vma: VMA, page: PAGE, pfn: PFN, want: modeArgument("Mode the driver wants.") },
    returns: VM_FAULT,
    today: (w, vma, page, pfn, want) => w.hooks.vmf_insert_pfn_prot(vma, page, pfn, want),
  },
  vmf_insert_pfn_prot: {
    about: "Maps a PFN with a page protection of the caller.",
    source: "mm/memory.c vmf_insert_pfn_prot()",
    layer: "interface",
    args: { vma: VMA, page: PAGE, pfn: PFN, prot: modeArgument("Mode in the page protection.") },
    returns: VM_FAULT,
    today: vmfInsertPfnProt,
  },
  vmf_insert_pfn: {
    about: "Maps a PFN with the page protection of the VMA.",
    source: "mm/memory.c vmf_insert_pfn()",
    layer: "interface",
    args: { vma: VMA, page: PAGE, pfn: PFN },
    returns: VM_FAULT,
    today: vmfInsertPfn,
  },
  pfnmap_setup_cachemode_pfn: {
    about: "Which mode an insertion gets that asks the tracker.",
    source: "arch/x86/mm/pat/memtype.c pfnmap_setup_cachemode(), include/linux/pgtable.h",
    layer: "system",
    args: { pfn: PFN, prot: modeArgument("Mode that was asked for.") },
    returns: { kind: "enum", values: MODES },
    today: pfnmapSetupCachemodePfn,
  },
};
