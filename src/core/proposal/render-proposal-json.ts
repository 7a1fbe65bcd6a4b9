import { permalink } from "#core/permalink.ts";
import type { ProposalPage } from "#core/proposal/proposal-page.ts";
import { renderJson } from "#core/render-json.ts";
import { twinLinks } from "#core/twin-links.ts";

export function renderProposalJson(page: ProposalPage, base: string): string {
  const { decision, document, version } = page;
  return renderJson({
    ...page,
    links: {
      ...twinLinks(base, (twin) => permalink.proposalVersion(decision.slug, document.key, version, twin)),
      latest: base + permalink.proposal(decision.slug, document.key),
    },
  });
}
