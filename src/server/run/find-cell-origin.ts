import type { Transaction } from "#server/db/database.ts";

export interface CellOrigin {
  readonly decisionSlug: string;
  readonly decisionTitle: string;
  readonly key: string;
  readonly proposalTitle: string;
  readonly proposalVersion: number;
  readonly slug: string;
  readonly about: string;
  readonly scenarioVersion: number;
  /** The author's YAML. */
  readonly text: string;
  readonly predict: { readonly [key: string]: string };
}
interface CellInputHashes {
  readonly worldHash: string;
  readonly proposalHash: string;
  readonly scenarioHash: string;
}

/** Where the inputs of a cell were published first: the same content may stand in two decisions. Null where one is gone. */
export async function findCellOrigin(tx: Transaction, cell: CellInputHashes): Promise<CellOrigin | null> {
  const rows = await tx.$queryRaw<CellOrigin[]>`
    select d."slug" as "decisionSlug", d."title" as "decisionTitle",
      p."key", pv."document"->>'title' as "proposalTitle", pv."version" as "proposalVersion",
      s."slug", sv."document"->>'about' as "about", sv."version" as "scenarioVersion", sv."text",
      sv."document"->'predict' as "predict"
    from "ProposalVersion" pv
    join "Proposal" p on p."id" = pv."proposalId"
    join "Decision" d on d."id" = p."decisionId"
    join "Scenario" s on s."decisionId" = d."id"
    join "ScenarioVersion" sv on sv."scenarioId" = s."id" and sv."hash" = ${cell.scenarioHash}::bpchar
    where pv."hash" = ${cell.proposalHash}::bpchar
    order by d."createdAt", d."id", pv."version", sv."version"
    limit 1`;
  return rows[0] ?? null;
}

/** In words, for the page that says so. */
export async function findMissingInputs(tx: Transaction, cell: CellInputHashes): Promise<readonly string[]> {
  const worlds = await tx.worldVersion.count({ where: { hash: cell.worldHash } });
  const proposals = await tx.proposalVersion.count({ where: { hash: cell.proposalHash } });
  const scenarios = await tx.scenarioVersion.count({ where: { hash: cell.scenarioHash } });
  return [
    ...(worlds === 0 ? [`world version ${cell.worldHash}`] : []),
    ...(proposals === 0 ? [`proposal version ${cell.proposalHash}`] : []),
    ...(scenarios === 0 ? [`scenario version ${cell.scenarioHash}`] : []),
    ...(worlds > 0 && proposals > 0 && scenarios > 0
      ? ["the decision that held both the proposal and the scenario"]
      : []),
  ];
}
