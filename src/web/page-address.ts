/**
 * Which page an address names: the mirror of `core/permalink.ts`, and the only place that takes addresses apart. Whether
 * the page exists is decided later, by the use case that looks for it.
 */
import type { Twin } from "#core/permalink.ts";

export type PageAddress =
  | { readonly page: "home"; readonly after: string | null }
  | { readonly page: "decision"; readonly decision: string }
  | { readonly page: "proposal"; readonly decision: string; readonly key: string; readonly version: number | null }
  | { readonly page: "scenario"; readonly decision: string; readonly scenario: string }
  | { readonly page: "cell"; readonly hash: string }
  | { readonly page: "report"; readonly hash: string }
  | { readonly page: "world"; readonly world: string };

export interface ParsedAddress {
  readonly address: PageAddress;
  /** From the suffix; null where the address has none and the reader's `Accept` decides. */
  readonly twin: Twin | null;
  /** The path without the suffix. */
  readonly path: string;
}

const SUFFIX = /\.(txt|json)$/;
/** Wider than what is ever published, so that a slip is answered by "no such decision" and not by "no such page". */
const NAME = "([A-Za-z0-9][A-Za-z0-9-]{0,63})";
const ROUTES: readonly (readonly [RegExp, (parts: readonly string[]) => PageAddress])[] = [
  [new RegExp(`^/d/${NAME}$`), ([decision = ""]) => ({ page: "decision", decision })],
  [
    new RegExp(`^/d/${NAME}/p/${NAME}(?:/v([1-9][0-9]{0,5}))?$`),
    ([decision = "", key = "", version]) => ({
      page: "proposal",
      decision,
      key,
      version: version === undefined ? null : Number(version),
    }),
  ],
  [
    new RegExp(`^/d/${NAME}/s/${NAME}$`),
    ([decision = "", scenario = ""]) => ({ page: "scenario", decision, scenario }),
  ],
  [/^\/c\/([0-9A-Fa-f]{1,64})$/, ([hash = ""]) => ({ page: "cell", hash: hash.toLowerCase() })],
  [/^\/r\/([0-9A-Fa-f]{1,64})$/, ([hash = ""]) => ({ page: "report", hash: hash.toLowerCase() })],
  [new RegExp(`^/w/${NAME}$`), ([world = ""]) => ({ page: "world", world })],
];

/** Null where the path has the shape of no page. `query` is read for the place in a list only. */
export function parsePageAddress(pathname: string, query: URLSearchParams): ParsedAddress | null {
  const suffix = SUFFIX.exec(pathname)?.[1];
  const twin = suffix === "txt" || suffix === "json" ? suffix : null;
  const path = twin === null ? pathname : pathname.slice(0, -(twin.length + 1));
  if (path === "/" ? twin === null : path === "/index" && twin !== null)
    return { address: { page: "home", after: query.get("after") }, twin, path: "/" };
  for (const [pattern, build] of ROUTES) {
    const match = pattern.exec(path);
    if (match !== null) return { address: build(match.slice(1)), twin, path };
  }
  return null;
}
