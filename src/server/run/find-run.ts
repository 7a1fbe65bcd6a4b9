import { z } from "zod";
import { DEFAULT_SEED, ENGINE_VERSION } from "#core/run/engine-version.ts";
import { Scenario } from "#core/scenario/scenario.ts";
import { WorldManifest } from "#core/world/world-manifest.ts";
import type { Database } from "#server/db/database.ts";
import type { RunCellsJob } from "#server/queue/run-cells-job.ts";
import type { ComputeCellsRequest } from "#server/run/compute-cells.ts";

const Files = z.record(z.string(), z.string());

/** The inputs of every cell of this column that is not stored; null where the decision or the version is gone. */
export async function findRun(
  { prisma }: Database,
  { decisionId, proposalHash }: RunCellsJob,
): Promise<ComputeCellsRequest | null> {
  const decision = await prisma.decision.findUnique({
    where: { id: decisionId },
    select: { worldHash: true, world: { select: { files: true, manifest: true } } },
  });
  const proposal = await prisma.proposalVersion.findFirst({
    where: { hash: proposalHash, proposal: { decisionId } },
    select: { policy: true },
  });
  if (decision === null || proposal === null) return null;
  const missing = await prisma.$queryRaw<{ hash: string; document: unknown }[]>`
    select distinct on (v."hash") v."hash", v."document" from "SuiteScenario" place
    join "Suite" suite on suite."id" = place."suiteId" and suite."decisionId" = ${decisionId}::uuid
    cross join lateral (
      select "hash", "document" from "ScenarioVersion"
      where "scenarioId" = place."scenarioId" order by "version" desc limit 1
    ) v
    where not exists (
      select from "Cell" c
      where c."proposalHash" = ${proposalHash}::bpchar and c."scenarioHash" = v."hash"
        and c."worldHash" = ${decision.worldHash}::bpchar and c."engine" = ${ENGINE_VERSION} and c."seed" = ${DEFAULT_SEED}
    )`;
  return {
    world: {
      hash: decision.worldHash,
      files: Files.parse(decision.world.files),
      manifest: WorldManifest.parse(decision.world.manifest),
    },
    proposal: { hash: proposalHash, policy: proposal.policy },
    scenarios: missing.map(({ hash, document }) => ({ hash, scenario: Scenario.parse(document) })),
    seed: DEFAULT_SEED,
  };
}
