import { permalink } from "#core/permalink.ts";
import { renderJson } from "#core/render-json.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import { renderCellBlock } from "#core/run/render-cell-block.ts";
import { twinLinks } from "#core/twin-links.ts";

export const renderCellJson = (page: CellPage, base: string): string =>
  renderJson({
    ...page,
    block: renderCellBlock(page, base),
    links: {
      ...twinLinks(base, (twin) => permalink.cell(page.hash, twin)),
      latest: base + permalink.scenario(page.decision.slug, page.inputs.scenario.slug),
    },
  });
