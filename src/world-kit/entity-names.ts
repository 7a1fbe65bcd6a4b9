import type { EntityRange } from "#world-kit/argument.ts";
import { quoted } from "#world-kit/trace-text.ts";

export interface NamedEntities extends EntityRange {
  readonly entity: string;
}
/** How a scenario writes entities: `vram` (all, or the only one) or `vram[2]`. */
export interface WrittenReference {
  readonly name: string;
  readonly index: number | null;
}

const REFERENCE = /^([A-Za-z_][A-Za-z0-9_]{0,63})(?:\[(0|[1-9][0-9]{0,8})\])?$/;

/** Null for a text that is no reference. */
export function parseReference(text: string): WrittenReference | null {
  const match = REFERENCE.exec(text);
  if (match === null) return null;
  return { name: match[1] ?? "", index: match[2] === undefined ? null : Number(match[2]) };
}

/** The names one run has declared so far, in the order they were bound. */
export class EntityNames {
  private readonly names = new Map<string, NamedEntities>();

  clear(): void {
    this.names.clear();
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  bind(name: string, entities: NamedEntities): void {
    this.names.set(name, entities);
  }

  /** The index of one entity, or a sentence that says why there is none. `count` is how many of the kind there are. */
  find(entity: string, { name, index }: WrittenReference, count: number): number | string {
    const named = this.range(entity, name);
    if (typeof named === "string") return named;
    if (index === null && named.count !== 1) {
      return `${name} stands for ${named.count} of ${entity}; write ${name}[0] for the first`;
    }
    if (index !== null && index >= named.count)
      return `${name}[${index}] is not there: ${name} has ${named.count} of ${entity}`;
    const found = named.first + (index ?? 0);
    return found < count ? found : `${name}[${index ?? 0}] is no longer there`;
  }

  /** All entities behind a name, or a sentence. */
  range(entity: string, name: string): EntityRange | string {
    const named = this.names.get(name);
    if (named === undefined) return `no earlier step made ${name}`;
    if (named.entity !== entity) return `${name} is a ${named.entity}, not a ${entity}`;
    return { first: named.first, count: named.count };
  }

  /** `vram[2]`, `v` where the name stands for one only, or `frame 17` for what has no name. */
  nameOf(entity: string, index: number): string {
    for (const [name, named] of this.names) {
      if (named.entity !== entity || index < named.first || index >= named.first + named.count) continue;
      return named.count === 1 ? name : `${name}[${index - named.first}]`;
    }
    return `${entity} ${index}`;
  }

  json(): string {
    let text = "";
    for (const [name, { entity, first, count }] of this.names) {
      text += `${text === "" ? "" : ","}${quoted(name)}:{"entity":${quoted(entity)},"first":${first},"count":${count}}`;
    }
    return `{${text}}`;
  }
}
