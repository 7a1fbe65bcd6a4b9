import type { Progress } from "#core/decision/decision-page.ts";
import { invariant } from "#core/invariant.ts";
import { buildMatrix } from "#core/matrix/build-matrix.ts";
import type { Matrix } from "#core/matrix/matrix.ts";
import { DEFAULT_SEED, ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Transaction } from "#server/db/database.ts";
import { findCells } from "#server/matrix/find-cells.ts";
import { findCurrentVersions } from "#server/matrix/find-current-versions.ts";
import { findWorldFacts } from "#server/world/find-world-facts.ts";

export interface CurrentMatrix {
  readonly matrix: Matrix;
  readonly progress: Progress;
}
export interface DecisionOfMatrix {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly worldHash: string;
}

/** The matrix of the current versions under the default reading, with null for what is missing. Four statements. */
export async function readCurrentMatrix(tx: Transaction, decision: DecisionOfMatrix): Promise<CurrentMatrix> {
  const world = await findWorldFacts(tx, decision.worldHash);
  invariant(world !== null, "a decision is pinned to a world that is stored");
  const versions = await findCurrentVersions(tx, decision.id);
  const scenarioHashes = [...new Set(versions.suites.flatMap(({ rows }) => rows.map(({ hash }) => hash)))];
  const proposalHashes = [...new Set(versions.columns.map(({ hash }) => hash))];
  const cells = await findCells(tx, { worldHash: decision.worldHash, proposalHashes, scenarioHashes });
  const matrix = buildMatrix({
    decision: { slug: decision.slug, title: decision.title },
    world: { name: world.name, title: world.title, version: world.version, hash: world.hash },
    engine: ENGINE_VERSION,
    seed: DEFAULT_SEED,
    stance: null,
    columns: versions.columns.map((column, position) => ({ ...column, position })),
    suites: versions.suites.map(({ slug, title }, position) => ({ slug, title, position })),
    rows: versions.suites.flatMap(({ slug: suite, rows }) =>
      rows.map((row, position) => ({ ...row, suite, position })),
    ),
    cells,
  });
  return { matrix, progress: { done: cells.length, total: proposalHashes.length * scenarioHashes.length } };
}
