import type { EntityNames } from "#core/run/entity-names.ts";
import type { TraceValue } from "#core/run/trace.ts";
import type { Comparison } from "#core/scenario/scenario.ts";

type Wanted = string | number | boolean | null;

/** A name of an entity (`vram[2]`) equals the number by which the state refers to it. */
export function compareValue(got: TraceValue | undefined, comparison: Comparison, names: EntityNames): boolean {
  const equals = (wanted: Wanted): boolean => {
    if (got === wanted) return true;
    return typeof wanted === "string" && typeof got === "number" && names.resolve(wanted)?.index === got;
  };
  if ("is" in comparison) return comparison.is.some(equals);
  if ("not" in comparison) return got !== undefined && !equals(comparison.not);
  if (typeof got !== "number") return false;
  return "at_least" in comparison ? got >= comparison.at_least : got <= comparison.at_most;
}
