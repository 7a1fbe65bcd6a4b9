import type { ExpectationDefinition } from "#world-kit/define-world.ts";
import { MAX_TREE_ENTRIES, VMA_PAGES } from "./state.ts";

const FRAME = { frame: { kind: "reference", entity: "frame", about: "The frame." } } as const;
const noViolation = (about: string, invariants: readonly string[], reportable: boolean): ExpectationDefinition => ({
  kind: "no-violation",
  about,
  args: FRAME,
  invariants,
  reportable,
});

/** What a scenario may say under `then:` besides what every world has. */
export const EXPECTATIONS = {
  pte: {
    kind: "read",
    about: "The entry of a page of a VMA.",
    args: {
      vma: { kind: "reference", entity: "vma", about: "The VMA." },
      page: { kind: "int", min: 0, max: VMA_PAGES - 1, about: "Page, counted from its start." },
    },
    select: "vmas[$vma].ptes[$page]",
    fields: {
      pfn: "Number of the frame it maps.",
      mode: "Cache mode as the last function asked for it.",
      encoded: "Cache mode as the processor sees it; differs without PAT.",
      asked: "Cache mode the driver wanted.",
      write: "Whether it may be written.",
      special: "Whether it is special: no page for the core, no reference.",
      via: "Function that wrote it.",
    },
  },
  frame: {
    kind: "read",
    about: "A frame.",
    args: FRAME,
    select: "frames[$frame]",
    fields: {
      pgmt: "Mode in its tracking bits (System RAM).",
      dm_present: "Whether the direct map maps it.",
      dm_mode: "Mode of the direct map.",
      refcount: "Its references; a pin counts 1024.",
      mapcount: "How often it is mapped by normal entries.",
      pins: "How often it is pinned.",
      in_buddy: "Whether it is free.",
      owner: "Who owns it.",
      gen: "How often it was freed.",
      memory: "Value in memory.",
      line: "State of its cache line.",
    },
  },
  vma: {
    kind: "read",
    about: "A VMA.",
    args: { vma: { kind: "reference", entity: "vma", about: "The VMA." } },
    select: "vmas[$vma]",
    fields: {
      mapped: "Whether it is still there.",
      pfnmap: "VM_PFNMAP.",
      mixedmap: "VM_MIXEDMAP.",
      io: "VM_IO.",
      dont_expand: "VM_DONTEXPAND.",
      page_prot: "Mode in vm_page_prot.",
    },
  },
  tree_entry: {
    kind: "read",
    about: "An entry of the memtype tree, in the order of insertion.",
    args: { index: { kind: "int", min: 0, max: MAX_TREE_ENTRIES - 1, about: "Counted from 0." } },
    select: "tree[$index]",
    fields: { first: "Number of its first frame.", count: "How many frames.", mode: "Its mode." },
  },
  no_cached_alias: noViolation(
    "The frame is not mapped cached and uncached at once, warned about or not.",
    ["no-cached-alias"],
    false,
  ),
  no_unreported_alias: noViolation(
    "The frame is not mapped cached and uncached at once without a warning.",
    ["no-cached-alias"],
    true,
  ),
  no_unreported_conflict: noViolation(
    "No alias of the frame and no mapping against its registration without a warning.",
    ["no-cached-alias", "registry-respected"],
    true,
  ),
  registry_respected: noViolation(
    "No mapping against the registration of the frame without a warning.",
    ["registry-respected"],
    true,
  ),
  no_silent_override: noViolation(
    "No mode of the frame's mappings was changed without a warning.",
    ["mode-honoured"],
    true,
  ),
  no_foreign_reference: noViolation(
    "Nobody but its owner holds a reference to the frame.",
    ["no-foreign-reference"],
    false,
  ),
  no_cached_mmio: noViolation(
    "The frame, if device memory, is not mapped cached without a warning.",
    ["no-cached-mmio"],
    true,
  ),
  checks_kept: noViolation(
    "No mapping of the frame stands where the insert functions would refuse it.",
    ["checks-kept"],
    false,
  ),
} as const satisfies { readonly [expectation: string]: ExpectationDefinition };
