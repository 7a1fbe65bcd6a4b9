import type { Failure } from "#core/error-code.ts";
import { ProposalDocument } from "#core/proposal/proposal.ts";
import type { ProposalPage } from "#core/proposal/proposal-page.ts";
import { fail, ok, type Result } from "#core/result.ts";
import type { Database } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { findDecisionHead } from "#server/decision/find-decision-head.ts";
import { noSuchDecision, notFound } from "#server/decision/no-such-decision.ts";
import { findCells } from "#server/matrix/find-cells.ts";
import { findCurrentVersions } from "#server/matrix/find-current-versions.ts";
import { toMatrixCell } from "#server/matrix/to-matrix-cell.ts";
import { toStorable } from "#server/storable-text.ts";
import { findWorldFacts, type WorldFacts } from "#server/world/find-world-facts.ts";

/** A list that long is for people who came to look for one version; the newest are shown. */
export const VERSIONS_MAX = 200;
/** What the column of version numbers holds. */
const VERSION_MAX = 2 ** 31 - 1;

/**
 * `/d/<decision>/p/<key>`, and `/v<n>` with a version. The cells are those of that version and the scenarios of today.
 * Eight statements, whatever the number of versions and cells.
 */
export const getProposalPage = (
  db: Database,
  decisionSlug: string,
  key: string,
  version: number | null = null,
): Promise<Result<ProposalPage, Failure>> =>
  orDatabaseAway(async () => {
    const tx = db.prisma;
    const decision = await findDecisionHead(tx, decisionSlug);
    if (decision === null) return fail(noSuchDecision(decisionSlug));
    const proposal = await tx.proposal.findUnique({
      where: { decisionId_key: { decisionId: decision.id, key: toStorable(key) } },
      select: { id: true },
    });
    if (proposal === null) return fail(notFound("proposal", key));
    if (version !== null && !(Number.isInteger(version) && version > 0 && version <= VERSION_MAX)) {
      return fail(notFound("version", `${key} v${version}`));
    }
    const versions = await tx.proposalVersion.findMany({
      where: { proposalId: proposal.id },
      orderBy: { version: "desc" },
      take: VERSIONS_MAX,
      select: { version: true, hash: true, publishedAt: true },
    });
    const shown = await tx.proposalVersion.findFirst({
      where: { proposalId: proposal.id, ...(version === null ? {} : { version }) },
      orderBy: { version: "desc" },
    });
    if (shown === null) return fail(notFound("version", `${key} v${version}`));
    const current = await findCurrentVersions(tx, decision.id);
    const rows = current.suites.flatMap((suite) => suite.rows.map((row) => ({ suite: suite.slug, row })));
    const cells = await findCells(tx, {
      worldHash: decision.worldHash,
      proposalHashes: [shown.hash],
      scenarioHashes: rows.map(({ row }) => row.hash),
    });
    const byScenario = new Map(cells.map((cell) => [cell.scenarioHash, toMatrixCell(cell)]));
    const world = await findWorldFacts(tx, decision.worldHash);
    const document = ProposalDocument.parse(shown.document);
    return ok({
      decision: { slug: decision.slug, title: decision.title },
      document,
      version: shown.version,
      hash: shown.hash,
      publishedAt: shown.publishedAt.toISOString(),
      versions: versions.map(({ publishedAt, ...rest }) => ({ ...rest, publishedAt: publishedAt.toISOString() })),
      interface: shown.interface,
      policy: shown.policy,
      contract: contractTable(document, world),
      cells: rows.map(({ suite, row }) => ({
        suite,
        scenario: row.slug,
        about: row.about,
        predicted: row.predict[key] ?? null,
        cell: byScenario.get(row.hash) ?? null,
      })),
      limits: world?.limits ?? [],
    });
  });

const contractTable = ({ contract }: ProposalDocument, world: WorldFacts | null): ProposalPage["contract"] =>
  Object.entries(world?.dimensions ?? {}).map(([name, { title, about }]) => ({
    title,
    about,
    text: contract[name] ?? null,
  }));
