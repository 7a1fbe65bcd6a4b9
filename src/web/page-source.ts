/** What the front server needs of a page: whether it is there, and its text and JSON. HTML is Next's. */
import { renderDecisionJson } from "#core/decision/render-decision-json.ts";
import { renderDecisionText } from "#core/decision/render-decision-text.ts";
import { renderHomeJson } from "#core/decision/render-home-json.ts";
import { renderHomeText } from "#core/decision/render-home-text.ts";
import type { Failure } from "#core/error-code.ts";
import type { MatrixChoice } from "#core/matrix/matrix-choice.ts";
import { renderReportJson } from "#core/matrix/render-report-json.ts";
import { renderReportText } from "#core/matrix/render-report-text.ts";
import { renderProposalJson } from "#core/proposal/render-proposal-json.ts";
import { renderProposalText } from "#core/proposal/render-proposal-text.ts";
import { ok, type Result } from "#core/result.ts";
import type { CellPage } from "#core/run/cell-page.ts";
import { renderCellJson } from "#core/run/render-cell-json.ts";
import { renderCellText } from "#core/run/render-cell-text.ts";
import { renderScenarioJson } from "#core/scenario/render-scenario-json.ts";
import { renderScenarioText } from "#core/scenario/render-scenario-text.ts";
import { renderWorldJson } from "#core/world/render-world-json.ts";
import { renderWorldText } from "#core/world/render-world-text.ts";
import type { Service } from "#server/service.ts";
import type { PageAddress } from "#web/page-address.ts";

export interface LoadedPage {
  /** ASCII, at most 72 columns. */
  text(): string;
  json(): string;
  /** Whether this page can never be another one. */
  readonly permanent: boolean;
}
export interface PageSource {
  load(address: PageAddress, choice: MatrixChoice): Promise<Result<LoadedPage, Failure>>;
  /** Two equal stamps of one address mean equal pages; null where only loading it tells. Cheap. */
  stamp(address: PageAddress): Promise<string | null>;
}

export const pageSource = (service: Service, base: string): PageSource => ({
  stamp: async (address) => {
    if ("decision" in address) return service.findDecisionStamp(address.decision);
    return address.page === "world" ? service.findWorldStamp(address.world) : null;
  },
  load: async (address, choice) => {
    switch (address.page) {
      case "home":
        return rendered(await service.getHomePage(address.after), base, renderHomeText, renderHomeJson);
      case "decision": {
        // With all columns: the renderers choose, and say which of the chosen ones there are not.
        const found = await service.getDecisionPage(address.decision, { ...choice, columns: [] });
        return rendered(found, base, renderDecisionText, renderDecisionJson, choice);
      }
      case "proposal": {
        const found = await service.getProposalPage(address.decision, address.key, address.version);
        return rendered(found, base, renderProposalText, renderProposalJson);
      }
      case "scenario": {
        const found = await service.getScenarioPage(address.decision, address.scenario);
        return rendered(found, base, renderScenarioText, renderScenarioJson);
      }
      case "cell": {
        const found = await service.getCellPage(address.hash);
        const page = rendered(found, base, renderCellText, renderCellJson);
        return page.ok && found.ok ? ok({ ...page.value, permanent: isDeterministic(found.value) }) : page;
      }
      case "report": {
        const found = await service.getReportPage(address.hash);
        const page = rendered(found, base, renderReportText, renderReportJson, { ...choice, stance: null });
        return page.ok ? ok({ ...page.value, permanent: true }) : page;
      }
      case "world":
        return rendered(await service.getWorldPage(address.world), base, renderWorldText, renderWorldJson);
    }
  },
});

/** What was stopped from outside may be run again, and its cell then says something else. */
const isDeterministic = ({ outcome }: CellPage): boolean =>
  !["timed-out", "out-of-memory", "output-too-large"].includes(outcome.kind);

type Renderer<P> = (page: P, base: string, choice?: MatrixChoice) => string;

function rendered<P>(
  found: Result<P, Failure>,
  base: string,
  renderText: Renderer<P>,
  renderPageJson: Renderer<P>,
  choice?: MatrixChoice,
): Result<LoadedPage, Failure> {
  if (!found.ok) return found;
  const page = found.value;
  return ok({
    text: () => renderText(page, base, choice),
    json: () => renderPageJson(page, base, choice),
    permanent: false,
  });
}
