import { MODES } from "./cache-mode.ts";
import { MAX_VALUE, VMA_PAGES } from "./state.ts";

/** Arguments that many steps share. */
export const AS_FRAMES = { kind: "name", entity: "frame", about: "Name for the frames that are made." } as const;
export const AS_VMA = { kind: "name", entity: "vma", about: "Name for the VMA." } as const;
export const FRAME = { kind: "reference", entity: "frame", about: "The frame." } as const;
export const FRAMES = { kind: "range", entity: "frame", about: "All frames of that name." } as const;
export const VMA = { kind: "reference", entity: "vma", about: "The VMA." } as const;
export const PAGE = {
  kind: "int",
  min: 0,
  max: VMA_PAGES - 1,
  about: "Page, counted from the start of the VMA.",
} as const;
export const VALUE = { kind: "int", min: 0, max: MAX_VALUE, about: "What is written." } as const;
export const modeArgument = (about: string) => ({ kind: "enum", values: MODES, about }) as const;
