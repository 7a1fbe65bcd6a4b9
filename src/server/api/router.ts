/** The index of everything that can be called over the wire. */
import { getCell } from "#server/api/cell/get.ts";
import { getDecision } from "#server/api/decision/get.ts";
import { decisionProgress } from "#server/api/decision/progress.ts";
import { getHome } from "#server/api/home/get.ts";
import { router } from "#server/api/procedure.ts";
import { getProposal } from "#server/api/proposal/get.ts";
import { getReport } from "#server/api/report/get.ts";
import { getScenario } from "#server/api/scenario/get.ts";
import { getWorld } from "#server/api/world/get.ts";

export const appRouter = router({
  home: router({ get: getHome }),
  decision: router({ get: getDecision, progress: decisionProgress }),
  proposal: router({ get: getProposal }),
  scenario: router({ get: getScenario }),
  cell: router({ get: getCell }),
  report: router({ get: getReport }),
  world: router({ get: getWorld }),
});
export type AppRouter = typeof appRouter;
