/**
 * What a policy is written against: the functions of the kernel it may call, the hooks it may replace, and their types.
 * Names are those of the kernel wherever it has one. A frame is named by its PFN, a VMA by its number, a place in it by
 * the page counted from its start.
 */
import type { Mode } from "./cache-mode.ts";

export type { Mode } from "./cache-mode.ts";

export const VM_FAULTS = ["NOPAGE", "SIGBUS", "OOM"] as const;
/** vm_fault_t as far as insertion answers it. NOPAGE is success. */
export type VmFault = (typeof VM_FAULTS)[number];

/** What int functions answer. */
export type Errno = "0" | "-EINVAL" | "-EBUSY" | "-ENOMEM" | "-EFAULT" | "-EEXIST" | "-EACCES";
export type VmaKind = "PFNMAP" | "MIXEDMAP" | "both" | "neither";
export const WARNING_CODES = ["mode-conflict", "not-ram", "bad-page"] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/** What policies may call. Every function checks its arguments before it writes anything. */
export interface Kernel {
  /** pat_enabled(), and the architecture tracks at all. Only then may a memtype be looked up. */
  pat_enabled(): boolean;
  /** Mode the tracker answers: page bits for System RAM, else the tree and UC- where it has nothing. One resource walk. */
  lookup_memtype(pfn: number): Mode;
  /**
   * As lookup_memtype(), but tells "nothing registered" from a mode. For System RAM registered means "bits are not WB",
   * since two bits have no code for "unregistered". This function does not exist today. One resource walk.
   */
  lookup_registration(pfn: number): Mode | "unregistered";
  /** Whether the resource tree lists the frame as System RAM. One resource walk. */
  is_system_ram(pfn: number): boolean;
  /** Whether the frame has a struct page. */
  pfn_valid(pfn: number): boolean;
  page_is_zone_device(pfn: number): boolean;
  page_is_reserved(pfn: number): boolean;
  page_in_buddy(pfn: number): boolean;
  page_is_highmem(pfn: number): boolean;
  page_refcount(pfn: number): number;
  /** The tracking bits of a page, without any walk. */
  page_tracking_bits(pfn: number): Mode;
  /** What the direct map really says, or "none" (highmem, not present, no direct map). One page-table walk. */
  direct_map_mode(pfn: number): Mode | "none";
  vma_kind(vma: number): VmaKind;
  /** Mode in vma->vm_page_prot. */
  vma_page_prot(vma: number): Mode;
  /** The checks of vmf_insert_pfn_prot(): a wrong kind of VMA or a private writable one is a BUG, outside of it SIGBUS. */
  check_pfn_insert(vma: number, page: number, pfn: number): "OK" | "SIGBUS";
  /** insert_pfn(): a special entry with exactly this mode; a present entry stays as it is. No reference is taken. */
  put_special_pte(vma: number, page: number, pfn: number, prot: Mode): VmFault;
  /** insert_page() with a mode of the caller: takes a reference and a mapping count, and never asks the tracker. */
  insert_page(vma: number, page: number, pfn: number, prot: Mode): Errno;
  debug_enabled(): boolean;
  /** The debug check the scenario configured (`check`): true if nothing contradicts `mode`; else it warns once a frame. */
  debug_check(pfn: number, mode: Mode): boolean;
  /** WARN_ONCE about a frame: true if this was the first time. */
  warn_once(pfn: number, code: WarningCode, text: string): boolean;
  /** The interface does not take what it was given, by design. */
  refuse(reason: string): null;
}

/** What a proposal may replace; today's function stands behind each. */
export interface Hooks {
  /** Which kind of VMA the driver sets up for its objects at mmap(). */
  driver_mmap(vma: number): "PFNMAP" | "MIXEDMAP";
  /** How the driver answers a fault on its object. */
  driver_fault(vma: number, page: number, pfn: number, want: Mode): VmFault;
  vmf_insert_pfn_prot(vma: number, page: number, pfn: number, prot: Mode): VmFault;
  /** The plain function: the mode comes from vma->vm_page_prot. */
  vmf_insert_pfn(vma: number, page: number, pfn: number): VmFault;
  /** Which mode an insertion gets that asks the tracker. */
  pfnmap_setup_cachemode_pfn(pfn: number, prot: Mode): Mode;
}

/** The shape of a policy's exports; every hook is optional, and further functions are the proposal's own interface. */
export type Policy = {
  readonly [K in keyof Hooks]?: (k: Kernel, ...args: Parameters<Hooks[K]>) => ReturnType<Hooks[K]>;
};
