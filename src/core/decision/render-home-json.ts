import type { HomePage } from "#core/decision/home-page.ts";
import { permalink } from "#core/permalink.ts";
import { renderJson } from "#core/render-json.ts";
import { twinLinks } from "#core/twin-links.ts";

export const renderHomeJson = (page: HomePage, base: string): string =>
  renderJson({ ...page, links: twinLinks(base, permalink.home) });
