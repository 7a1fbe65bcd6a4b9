import type { WorldManifest } from "#core/world/world-manifest.ts";

export type ViewTable = WorldManifest["view"][number];

/** What `/w/<world>` shows. */
export interface WorldPage {
  readonly manifest: WorldManifest;
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: string;
  /** Path to text, in the order of paths. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly decisions: readonly { readonly slug: string; readonly title: string }[];
}
