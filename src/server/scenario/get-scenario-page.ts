import type { Failure } from "#core/error-code.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { Scenario } from "#core/scenario/scenario.ts";
import type { ScenarioPage } from "#core/scenario/scenario-page.ts";
import type { Database } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { findDecisionHead } from "#server/decision/find-decision-head.ts";
import { noSuchDecision, notFound } from "#server/decision/no-such-decision.ts";
import { findCells } from "#server/matrix/find-cells.ts";
import { findCurrentVersions } from "#server/matrix/find-current-versions.ts";
import { toMatrixCell } from "#server/matrix/to-matrix-cell.ts";
import { VERSIONS_MAX } from "#server/proposal/get-proposal-page.ts";
import { toStorable } from "#server/storable-text.ts";
import { findWorldFacts } from "#server/world/find-world-facts.ts";

/** `/d/<decision>/s/<scenario>`: its current version, and its row of the matrix. Eight statements, whatever the size. */
export const getScenarioPage = (
  db: Database,
  decisionSlug: string,
  slug: string,
): Promise<Result<ScenarioPage, Failure>> =>
  orDatabaseAway(async () => {
    const tx = db.prisma;
    const decision = await findDecisionHead(tx, decisionSlug);
    if (decision === null) return fail(noSuchDecision(decisionSlug));
    const found = await tx.scenario.findUnique({
      where: { decisionId_slug: { decisionId: decision.id, slug: toStorable(slug) } },
      select: { id: true, suites: { select: { suite: { select: { slug: true, title: true, position: true } } } } },
    });
    if (found === null) return fail(notFound("scenario", slug));
    const versions = await tx.scenarioVersion.findMany({
      where: { scenarioId: found.id },
      orderBy: { version: "desc" },
      take: VERSIONS_MAX,
      select: { version: true, hash: true, publishedAt: true },
    });
    const shown = await tx.scenarioVersion.findFirst({
      where: { scenarioId: found.id },
      orderBy: { version: "desc" },
    });
    if (shown === null) return fail(notFound("scenario", slug));
    const { columns } = await findCurrentVersions(tx, decision.id);
    const cells = await findCells(tx, {
      worldHash: decision.worldHash,
      proposalHashes: columns.map(({ hash }) => hash),
      scenarioHashes: [shown.hash],
    });
    const byProposal = new Map(cells.map((cell) => [cell.proposalHash, toMatrixCell(cell)]));
    const world = await findWorldFacts(tx, decision.worldHash);
    return ok({
      decision: { slug: decision.slug, title: decision.title },
      scenario: Scenario.parse(shown.document),
      text: shown.text,
      version: shown.version,
      hash: shown.hash,
      publishedAt: shown.publishedAt.toISOString(),
      versions: versions.map(({ publishedAt, ...rest }) => ({ ...rest, publishedAt: publishedAt.toISOString() })),
      suites: found.suites
        .map(({ suite }) => suite)
        .sort((a, b) => a.position - b.position)
        .map(({ slug: suite, title }) => ({ slug: suite, title })),
      columns,
      cells: columns.map(({ hash }) => byProposal.get(hash) ?? null),
      limits: world?.limits ?? [],
    });
  });
