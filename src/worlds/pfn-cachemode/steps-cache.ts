/** Steps of processor, caches and device. Data are one value a frame; 0 is what memory holds at first. */
import { clflush, deviceRead, deviceWrite, drain, evict, load, speculate, store } from "./cache-model.ts";
import { defineStep } from "./define-step.ts";
import { frameAt } from "./frame.ts";
import { mappingsOf } from "./mappings-of.ts";
import { FRAME, PAGE, VALUE, VMA } from "./step-arguments.ts";
import { isInside, pteAt, vmaAt } from "./vma.ts";

interface OneFrame {
  readonly frame: number;
}
interface Place {
  readonly vma: number;
  readonly page: number;
}

export const CACHE_STEPS = {
  cpu_store: defineStep<Place & { readonly value: number }>({
    about: "A process writes through its mapping. Nothing mapped, or read-only, is SIGSEGV.",
    source: "Intel SDM volume 3A, chapter on memory cache control",
    args: { vma: VMA, page: PAGE, value: VALUE },
    run: (w, { vma, page, value }) => {
      const pte = isInside(vmaAt(w, vma), page) ? pteAt(w, vma, page) : null;
      if (!pte?.write) return "SIGSEGV";
      store(w, frameAt(w, pte.pfn), pte.encoded, value);
      return value;
    },
  }),
  cpu_load: defineStep<Place>({
    about: "A process reads through its mapping.",
    source: "Intel SDM volume 3A, chapter on memory cache control",
    args: { vma: VMA, page: PAGE },
    run: (w, { vma, page }) => {
      const pte = isInside(vmaAt(w, vma), page) ? pteAt(w, vma, page) : null;
      return pte === null ? "SIGSEGV" : load(w, frameAt(w, pte.pfn), pte.encoded);
    },
  }),
  kernel_store: defineStep<OneFrame & { readonly value: number }>({
    about: "The kernel writes through the direct map, for example when it zeroes a page.",
    source: "arch/x86/include/asm/page_64.h clear_page()",
    args: { frame: FRAME, value: VALUE },
    run: (w, { frame, value }) => {
      const { dm_present, dm_mode } = frameAt(w, frame);
      if (!dm_present) return "no direct map";
      store(w, frameAt(w, frame), dm_mode, value);
      return value;
    },
  }),
  kernel_load: defineStep<OneFrame>({
    about: "The kernel reads through the direct map.",
    source: "Intel SDM volume 3A, chapter on memory cache control",
    args: { frame: FRAME },
    run: (w, { frame }) => {
      const { dm_present, dm_mode } = frameAt(w, frame);
      return dm_present ? load(w, frameAt(w, frame), dm_mode) : "no direct map";
    },
  }),
  speculate: defineStep<OneFrame>({
    about: "The processor reads ahead through any cached mapping of the frame. True if a line was filled.",
    source: "Intel SDM volume 3A, chapter on memory cache control",
    args: { frame: FRAME },
    run: (w, { frame }) =>
      speculate(
        frameAt(w, frame),
        mappingsOf(w, frame).map(({ mode }) => mode),
      ),
  }),
  drain: defineStep<OneFrame>({
    about: "The write-combining buffer is emptied, as by a fence or a doorbell write.",
    source: "Intel SDM volume 1, SFENCE",
    args: { frame: FRAME },
    run: (w, { frame }) => {
      drain(w, frameAt(w, frame));
      return null;
    },
  }),
  evict: defineStep<OneFrame>({
    about: "The line leaves the cache by itself. A legacy CPU writes back even a clean one.",
    source: "message a1b95d23-1908-42c1-8ff6-da051fc140aa@amd.com on CPUs that write back clean lines",
    args: { frame: FRAME },
    run: (w, { frame }) => {
      evict(w, frameAt(w, frame));
      return null;
    },
  }),
  clflush: defineStep<OneFrame>({
    about: "The line is flushed on purpose.",
    source: "arch/x86/mm/pat/set_memory.c clflush_cache_range()",
    args: { frame: FRAME },
    run: (w, { frame }) => {
      clflush(frameAt(w, frame));
      return null;
    },
  }),
  device_read: defineStep<OneFrame>({
    about: "The device reads; it sees the caches only if it snoops.",
    source: "switch `device`",
    args: { frame: FRAME },
    run: (w, { frame }) => deviceRead(w, frameAt(w, frame)),
  }),
  device_write: defineStep<OneFrame & { readonly value: number }>({
    about: "The device writes; cached copies go away only if it snoops.",
    source: "switch `device`",
    args: { frame: FRAME, value: VALUE },
    run: (w, { frame, value }) => {
      deviceWrite(w, frameAt(w, frame), value);
      return null;
    },
  }),
};
