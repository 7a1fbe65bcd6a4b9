/** Steps that make frames and change what the kernel itself thinks of them. */
import type { EntityRange } from "#world-kit/argument.ts";
import type { Mode, MtrrType } from "./cache-mode.ts";
import { MTRR_TYPES } from "./cache-mode.ts";
import { defineStep } from "./define-step.ts";
import { frameAt } from "./frame.ts";
import { ioReserveMemtype, ioremap, iounmap } from "./ioremap.ts";
import { allocPages, freePages, splitPage } from "./page-alloc.ts";
import { addPhysicalRange } from "./physical-range.ts";
import { setMemory, setMemoryWb, setPagesArray, setPagesArrayWb } from "./set-memory.ts";
import type { FrameKind, PfnWorld } from "./state.ts";
import { AS_FRAMES, FRAME, FRAMES, modeArgument } from "./step-arguments.ts";

/** Heads of the blocks in a range. */
const headsIn = (w: PfnWorld, { first, count }: EntityRange): number[] =>
  Array.from({ length: count }, (_, i) => first + i).filter((pfn) => frameAt(w, pfn).part !== "tail");

const DM_MODE = { kind: "enum", values: ["WC", "UC-", "WB"], about: "WB resets mode and reservation." } as const;
const ZONES = { normal: "ram", highmem: "highmem", "no-direct-map": "ram-no-dm" } as const;

export const MEMORY_STEPS = {
  alloc_pages: defineStep<{
    as: string;
    zone: keyof typeof ZONES;
    order: number;
    blocks: number;
    compound: boolean;
  }>({
    about: "A driver allocates System RAM. Freed blocks are handed out again first.",
    source: "mm/page_alloc.c alloc_pages()",
    args: {
      as: AS_FRAMES,
      zone: {
        kind: "enum",
        values: ["normal", "highmem", "no-direct-map"],
        default: "normal",
        about: "highmem needs x86_32; no-direct-map is RAM that was taken out of the direct map.",
      },
      order: { kind: "int", min: 0, max: 2, default: 0, about: "A block has 2 to the power of order pages." },
      blocks: { kind: "int", min: 1, max: 4, default: 1, about: "How many blocks, one after the other." },
      compound: {
        kind: "bool",
        default: false,
        about: "With __GFP_COMP. Without it the later pages of a block have no reference.",
      },
    },
    run: (w, { as, zone, order, blocks, compound }) => {
      if (zone === "highmem" && w.config.arch !== "x86_32") {
        w.notApplicable("highmem exists on x86_32 only");
        return null;
      }
      const range = allocPages(w, ZONES[zone], order, blocks, compound);
      if (range === null) return "-ENOMEM";
      w.bind(as, "frame", range);
      return range.count;
    },
  }),
  free_pages: defineStep<{ pages: EntityRange }>({
    about: "The owner gives its blocks back. Page flags are cleared, the direct map stays as it is.",
    source: "mm/page_alloc.c __free_pages(), free_pages_prepare()",
    args: { pages: FRAMES },
    run: (w, { pages }) => {
      for (const head of headsIn(w, pages)) freePages(w, head);
      return null;
    },
  }),
  split_page: defineStep<{ pages: EntityRange }>({
    about: "Every page of a block that is not compound gets a reference of its own.",
    source: "mm/page_alloc.c split_page()",
    args: { pages: FRAMES },
    run: (w, { pages }) => {
      for (const head of headsIn(w, pages)) if (!frameAt(w, head).compound) splitPage(w, head);
      return null;
    },
  }),
  resource: defineStep<{ as: string; kind: FrameKind; pages: number; mtrr: MtrrType | "firmware" }>({
    about: "A physical range outside of System RAM. ZONE_DEVICE kinds get their pages and their tree entry with it.",
    source: "kernel/resource.c request_resource(), mm/memremap.c memremap_pages()",
    args: {
      as: AS_FRAMES,
      kind: {
        kind: "enum",
        values: ["bar", "reserved", "fsdax", "generic", "p2pdma", "isa"],
        about: "bar: PCI BAR without pages. reserved: firmware area with pages. isa: below 1 MiB, untracked.",
      },
      pages: { kind: "int", min: 1, max: 4, default: 1, about: "How many frames." },
      mtrr: {
        kind: "enum",
        values: ["firmware", ...MTRR_TYPES],
        default: "firmware",
        about: "MTRR type of the range; firmware leaves it to the switch `mtrr`.",
      },
    },
    run: (w, { as, kind, pages, mtrr }) => {
      if (kind === "isa" && w.config.arch === "arm64") {
        w.notApplicable("the ISA hole exists on x86 only");
        return null;
      }
      const first = addPhysicalRange(w, kind, pages, mtrr);
      if (first === null) return "-ENOMEM";
      w.bind(as, "frame", { first, count: pages });
      return pages;
    },
  }),
  set_pages_array: defineStep<{ pages: EntityRange; mode: "WC" | "UC-" | "WB" }>({
    about: "A driver changes the mode of its pages in tracker and direct map, each page for itself.",
    source: "arch/x86/mm/pat/set_memory.c set_pages_array_wc(), set_pages_array_uc(), set_pages_array_wb()",
    args: { pages: FRAMES, mode: DM_MODE },
    run: (w, { pages: { first, count }, mode }) =>
      mode === "WB" ? setPagesArrayWb(w, first, count) : setPagesArray(w, first, count, mode),
  }),
  set_memory: defineStep<{ pages: EntityRange; mode: "WC" | "UC-" | "WB" }>({
    about: "The same for one range of the direct map.",
    source: "arch/x86/mm/pat/set_memory.c set_memory_wc(), set_memory_uc(), set_memory_wb()",
    args: { pages: FRAMES, mode: DM_MODE },
    run: (w, { pages: { first, count }, mode }) =>
      mode === "WB" ? setMemoryWb(w, first, count) : setMemory(w, first, count, mode),
  }),
  set_page: defineStep<{ page: number; mode: "WC" | "UC-" | "WB" }>({
    about: "The same for one page out of several.",
    source: "arch/x86/mm/pat/set_memory.c set_memory_wc(), set_memory_uc(), set_memory_wb() with one page",
    args: { page: FRAME, mode: DM_MODE },
    run: (w, { page, mode }) => (mode === "WB" ? setMemoryWb(w, page, 1) : setMemory(w, page, 1, mode)),
  }),
  ioremap: defineStep<{ range: EntityRange; mode: Mode }>({
    about: "The kernel maps device memory: ioremap is UC-, ioremap_wc WC, ioremap_cache WB.",
    source: "arch/x86/mm/ioremap.c ioremap(), ioremap_wc(), ioremap_cache(), ioremap_uc(), ioremap_wt()",
    args: { range: FRAMES, mode: modeArgument("Mode asked for.") },
    run: (w, { range: { first, count }, mode }) => ioremap(w, first, count, mode),
  }),
  iounmap: defineStep<{ range: EntityRange }>({
    about: "The kernel unmaps it; exactly its own tree entry goes.",
    source: "arch/x86/mm/ioremap.c iounmap()",
    args: { range: FRAMES },
    run: (w, { range: { first, count } }) => iounmap(w, first, count),
  }),
  io_reserve_memtype: defineStep<{ range: EntityRange; mode: Mode }>({
    about: "A driver reserves a mode for its aperture without mapping it.",
    source: "arch/x86/mm/pat/memtype.c arch_io_reserve_memtype_wc(), memtype_reserve_io()",
    args: { range: FRAMES, mode: modeArgument("Mode asked for.") },
    run: (w, { range: { first, count }, mode }) => ioReserveMemtype(w, first, count, mode),
  }),
};
