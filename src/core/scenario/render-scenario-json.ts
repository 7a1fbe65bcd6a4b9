import { permalink } from "#core/permalink.ts";
import { renderJson } from "#core/render-json.ts";
import type { ScenarioPage } from "#core/scenario/scenario-page.ts";
import { twinLinks } from "#core/twin-links.ts";

export const renderScenarioJson = (page: ScenarioPage, base: string): string =>
  renderJson({
    ...page,
    links: twinLinks(base, (twin) => permalink.scenario(page.decision.slug, page.scenario.slug, twin)),
  });
