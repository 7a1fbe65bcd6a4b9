/**
 * Scenarios name entities (`v`, `vram[2]`), traces count them. This is the one place that translates, so that reasons and
 * expectations use the scenario's own words.
 */
import { ownMember } from "#core/own-member.ts";
import type { Trace } from "#core/run/trace.ts";
import type { Scenario } from "#core/scenario/scenario.ts";

export interface EntityNames {
  /** The entity behind `v` or `vram[2]`; null where no such name was bound, or the index is behind its end. */
  resolve(reference: string): { readonly entity: string; readonly index: number } | null;
  /** As the scenario writes it; `frame[7]` where it has no name. */
  nameOf(entity: string, index: number): string;
}

const REFERENCE = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[(\d{1,6})\])?$/;

/** Splits `vram[2]` into name and index; the index is null for a bare name. Null where the text is no reference. */
export function parseReference(text: string): { readonly name: string; readonly index: number | null } | null {
  const match = REFERENCE.exec(text);
  if (match?.[1] === undefined) return null;
  return { name: match[1], index: match[2] === undefined ? null : Number(match[2]) };
}

export function entityNames(names: Trace["names"], scenario?: Scenario): EntityNames {
  const resolve: EntityNames["resolve"] = (reference) => {
    const parsed = parseReference(reference);
    if (parsed === null) return null;
    const bound = ownMember(names, parsed.name);
    const offset = parsed.index ?? 0;
    return bound === undefined || offset >= bound.count ? null : { entity: bound.entity, index: bound.first + offset };
  };
  const written = new Map<string, string>();
  const remember = (text: string): void => {
    const found = resolve(text);
    if (found === null) return;
    const key = `${found.entity} ${found.index}`;
    const count = ownMember(names, text)?.count ?? 1;
    if (!written.has(key) && count === 1) written.set(key, text);
  };
  for (const step of scenario === undefined ? [] : [...scenario.when, ...scenario.given])
    for (const value of Object.values(step.args)) if (typeof value === "string") remember(value);
  return {
    resolve,
    nameOf(entity, index) {
      const known = written.get(`${entity} ${index}`);
      if (known !== undefined) return known;
      for (const [name, bound] of Object.entries(names)) {
        if (bound.entity !== entity || index < bound.first || index >= bound.first + bound.count) continue;
        return bound.count === 1 ? name : `${name}[${index - bound.first}]`;
      }
      return `${entity}[${index}]`;
    },
  };
}
