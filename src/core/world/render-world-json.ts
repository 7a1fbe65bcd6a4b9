import { permalink } from "#core/permalink.ts";
import { renderJson } from "#core/render-json.ts";
import { twinLinks } from "#core/twin-links.ts";
import type { WorldPage } from "#core/world/world-page.ts";

export const renderWorldJson = (page: WorldPage, base: string): string =>
  renderJson({ ...page, links: twinLinks(base, (twin) => permalink.world(page.manifest.name, twin)) });
