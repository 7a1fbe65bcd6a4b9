/**
 * What should hold after every step. Titles carry the numbers I1 to I12 under which they are discussed; numbers
 * that are missing are not checked in this version of the world (see `limits`).
 */
import type { InvariantDefinition, Severity, Violation } from "#world-kit/define-world.ts";
import { effectiveType, encodeMode, isCached, sameForTracker } from "./cache-mode.ts";
import { frameAt, hasStructPage, isDeviceMemory } from "./frame.ts";
import { mappingsOf } from "./mappings-of.ts";
import { registrationOf } from "./memtype.ts";
import { folioOf } from "./page-alloc.ts";
import type { PfnWorld, PteState, VmaState } from "./state.ts";
import { isCow } from "./vma.ts";

const frameNumbers = (w: PfnWorld): number[] => w.state.frames.map((_, pfn) => pfn);

interface UserEntry {
  readonly vma: number;
  readonly page: number;
  readonly area: VmaState;
  readonly pte: PteState;
}
const userEntries = (w: PfnWorld): UserEntry[] =>
  w.state.vmas.flatMap((area, vma) =>
    area.ptes.flatMap((pte, page) => (pte === null ? [] : [{ vma, page, area, pte }])),
  );
/** Texts begin with a word and not with a name: a sentence made of them may change the case of its first letter. */
const placeOf = (w: PfnWorld, { vma, page }: UserEntry): string => `page ${page} of ${w.nameOf("vma", vma)}`;
const frameName = (w: PfnWorld, pfn: number): string => `frame ${w.nameOf("frame", pfn)}`;

/**
 * How bad a cached and an uncached mapping of one frame are. WC beside WB may skip the caches altogether; UC makes the
 * processor look into them, which only goes wrong if it later writes back a clean line.
 */
const aliasSeverity = (w: PfnWorld, hasWc: boolean): Severity => {
  if (w.config.cpu === "legacy") return "error";
  return hasWc ? "info" : "warning";
};

const noCachedAlias: InvariantDefinition<PfnWorld> = {
  title: "No cached alias (I1)",
  about:
    "No frame is mapped cached and uncached at the same time, by effective type (MTRR and entry together), over direct map, ioremap areas and user entries. Severity by CPU: error on legacy; on self-snoop info where WC is involved (Intel's statement to KVM; errata excluded), else warning.",
  check: (w) =>
    frameNumbers(w).flatMap((pfn): Violation[] => {
      const { mtrr } = frameAt(w, pfn);
      const mappings = mappingsOf(w, pfn).map((each) => ({ ...each, type: effectiveType(mtrr, each.mode) }));
      const cached = mappings.find((each) => isCached(each.type));
      const uncached = mappings.filter((each) => !isCached(each.type));
      const other = uncached.find((each) => each.type === "WC") ?? uncached[0];
      if (cached === undefined || other === undefined) return [];
      const text = `${frameName(w, pfn)} is ${cached.type} in ${cached.where} and ${other.type} in ${other.where}`;
      return [{ entity: "frame", index: pfn, text, severity: aliasSeverity(w, other.type === "WC") }];
    }),
};

const modeHonoured: InvariantDefinition<PfnWorld> = {
  title: "Mode honoured (I2)",
  about: "A user entry has the mode the driver asked for. Without a warning the override is silent.",
  check: (w) =>
    userEntries(w)
      .filter(({ pte }) => pte.asked !== pte.mode)
      .map((entry) => ({
        entity: "frame",
        index: entry.pte.pfn,
        text: `${placeOf(w, entry)} was asked for ${entry.pte.asked} and is ${entry.pte.mode}`,
        severity: "error",
      })),
};

const noForeignReference: InvariantDefinition<PfnWorld> = {
  title: "No foreign reference (I4)",
  about: "The reference count of a driver's frame is what the driver itself took.",
  check: (w) =>
    frameNumbers(w).flatMap((pfn): Violation[] => {
      const frame = folioOf(w, pfn);
      if (frame.owner !== "driver" || frame !== frameAt(w, pfn) || frame.refcount === frame.owner_refs) return [];
      const text = `${frameName(w, pfn)} has ${frame.refcount} references, its owner took ${frame.owner_refs}`;
      return [{ entity: "frame", index: pfn, text, severity: "error" }];
    }),
};

const noCachedMmio: InvariantDefinition<PfnWorld> = {
  title: "No cached MMIO (I8)",
  about:
    "No user entry maps device memory WB, WT or WP. Error if the effective type is cached; info if the MTRR turns it into UC on this machine.",
  check: (w) =>
    userEntries(w)
      .filter(({ pte }) => isDeviceMemory(frameAt(w, pte.pfn)) && isCached(pte.encoded))
      .map((entry) => {
        const { mtrr } = frameAt(w, entry.pte.pfn);
        const type = effectiveType(mtrr, entry.pte.encoded);
        return {
          entity: "frame",
          index: entry.pte.pfn,
          text: `${placeOf(w, entry)} maps device memory ${entry.pte.encoded} (${type} together with the MTRR)`,
          severity: isCached(type) ? "error" : "info",
        };
      }),
};

const registryRespected: InvariantDefinition<PfnWorld> = {
  title: "Registry respected (I9)",
  about:
    "Where the tracker holds a mode for a frame, user entries of it have that mode. For System RAM the tracker holds one only if its bits are not WB.",
  check: (w) =>
    userEntries(w).flatMap((entry): Violation[] => {
      const registered = registrationOf(w, entry.pte.pfn);
      const { mode, pfn } = entry.pte;
      if (registered === "unregistered" || sameForTracker(registered, mode)) return [];
      return [
        {
          entity: "frame",
          index: pfn,
          text: `${placeOf(w, entry)} is ${mode}, ${frameName(w, pfn)} is registered as ${registered}`,
          severity: isCached(registered) === isCached(encodeMode(w.config, mode)) ? "warning" : "error",
        },
      ];
    }),
};

const brokenCheck = (w: PfnWorld, { page, area, pte }: UserEntry): string | null => {
  if (page >= area.pages) return "outside of its VMA";
  if (pte.overwrote) return "over a present entry";
  if (pte.special && !area.pfnmap && !area.mixedmap)
    return "special in a VMA that is neither VM_PFNMAP nor VM_MIXEDMAP";
  if (pte.special && area.pfnmap && isCow(area) && pte.via !== "remap_pfn_range") return "in a private writable VMA";
  if (pte.via === "insert_pfn" && area.mixedmap && hasStructPage(frameAt(w, pte.pfn).kind))
    return "special for a frame with a page in a VM_MIXEDMAP VMA";
  return null;
};
const checksKept: InvariantDefinition<PfnWorld> = {
  title: "Checks kept (I11)",
  about:
    "No entry stands where the checks of the insert functions would have refused it: range, kind of VMA, private writable mappings, present entries. The L1TF check is not modelled.",
  check: (w) =>
    userEntries(w).flatMap((entry): Violation[] => {
      const broken = brokenCheck(w, entry);
      if (broken === null) return [];
      return [
        {
          entity: "frame",
          index: entry.pte.pfn,
          text: `entry at ${placeOf(w, entry)} is ${broken}`,
          severity: "error",
        },
      ];
    }),
};

export const INVARIANTS = {
  "no-cached-alias": noCachedAlias,
  "mode-honoured": modeHonoured,
  "no-foreign-reference": noForeignReference,
  "no-cached-mmio": noCachedMmio,
  "registry-respected": registryRespected,
  "checks-kept": checksKept,
} as const;
