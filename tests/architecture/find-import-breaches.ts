import { cruise } from "dependency-cruiser";
import { cruiseOptions } from "./import-rules.ts";

export interface ImportReport {
  /** How many files of ours were read. */
  readonly modules: number;
  /** `rule: from -> to`. */
  readonly breaches: readonly string[];
}

/** Reads every import under `<folder>/src` (of this checkout when no folder is named) against the rules. */
export async function findImportBreaches(folder?: string): Promise<ImportReport> {
  const { output } = await cruise(["src"], { ...cruiseOptions, ...(folder === undefined ? {} : { baseDir: folder }) });
  if (typeof output === "string") throw new Error("the cruiser answered with text");
  return {
    modules: output.modules.filter(({ source }) => source.startsWith("src/")).length,
    breaches: output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  };
}
