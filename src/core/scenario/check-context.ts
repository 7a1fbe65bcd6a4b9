import type { WorldManifest } from "#core/world/world-manifest.ts";
import type { Problems } from "#core/yaml/problems.ts";

/** What the checks of one scenario share: the world, where problems go, and the names declared so far. */
export interface CheckContext {
  readonly manifest: WorldManifest;
  readonly problems: Problems;
  /** Name to kind of entity. Steps add to it in their order. */
  readonly names: Map<string, string>;
}
