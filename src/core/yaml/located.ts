/** YAML as plain data that still knows where each part stood, so that every later check can say so. */
export interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}
export interface LocatedMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: readonly LocatedEntry[];
}
export interface LocatedEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: Located;
}
export interface LocatedList {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Located[];
}
export interface LocatedScalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** As it was written, without quotes: `true`, `0x10`, `WC`. */
  readonly source: string;
}
export type Located = LocatedMap | LocatedList | LocatedScalar;

export const entryOf = (map: LocatedMap, key: string): LocatedEntry | undefined =>
  map.entries.find((entry) => entry.key === key);
