import type { Failure, InputProblem } from "#core/error-code.ts";
import { permalink } from "#core/permalink.ts";
import type { ProposalSource } from "#core/proposal/proposal.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import type { Database, Transaction } from "#server/db/database.ts";
import { toJsonColumn } from "#server/db/json-column.ts";
import { inTransaction } from "#server/db/transaction.ts";
import { type LockedDecision, lockDecision } from "#server/decision/lock-decision.ts";
import { notFound } from "#server/decision/no-such-decision.ts";
import { placeScenarios, type SuiteInput } from "#server/decision/place-scenarios.ts";
import { type Moved, recordActivity } from "#server/decision/record-activity.ts";
import { type AddedVersion, addProposalVersions } from "#server/proposal/add-proposal-versions.ts";
import { checkProposalInput } from "#server/proposal/check-proposal-input.ts";
import { takeUpDecision } from "#server/run/take-up-decision.ts";
import { addScenarioVersions, type ScenarioInput } from "#server/scenario/add-scenario-versions.ts";
import { checkScenarioInput } from "#server/scenario/check-scenario-input.ts";
import { findUnstorableIn } from "#server/storable-text.ts";

/** A whole decision. What it does not name any more is withdrawn: columns and rows go, versions and cells stay. */
export interface DecisionInput {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly context: string;
  readonly threads: readonly { readonly title: string; readonly address: string }[];
  /** Hash of a world that is published already. */
  readonly worldHash: string;
  /** In the order of the columns. */
  readonly proposals: readonly ProposalSource[];
  readonly scenarios: readonly ScenarioInput[];
  /** In the order of the page; each names scenarios of the list above. */
  readonly suites: readonly SuiteInput[];
}
export interface PublishedDecision {
  readonly id: string;
  readonly isNew: boolean;
  readonly proposals: readonly AddedVersion[];
  readonly scenarios: readonly AddedVersion[];
  /** Whether anything at all differs from before. */
  readonly changed: boolean;
}

/**
 * Publishes a decision with everything in it, in one transaction: versions of what changed, order of columns and rows, what
 * readers are told, and the jobs that compute the missing cells. Idempotent: a second time changes nothing.
 */
export async function publishDecision(db: Database, input: DecisionInput): Promise<Result<PublishedDecision, Failure>> {
  const problems = checkInput(input);
  if (problems.length > 0) {
    return fail({ code: "INPUT_INVALID", sentence: "The decision cannot be published as it is.", problems });
  }
  return inTransaction(db, async (tx) => {
    const world = await tx.worldVersion.findUnique({
      where: { hash: input.worldHash },
      select: { name: true, version: true },
    });
    if (world === null) return fail(notFound("world version", input.worldHash));
    const { decision, isNew, reworded } = await openDecision(tx, input);
    const isMoved = decision.worldHash !== input.worldHash;
    const proposals = await addProposalVersions(tx, decision.id, input.proposals);
    const ordered = await orderColumns(
      tx,
      decision.id,
      input.proposals.map(({ document }) => document.key),
    );
    const scenarios = await addScenarioVersions(tx, decision.id, input.scenarios);
    const placed = await placeScenarios(tx, decision.id, input.suites, scenarios);
    const fresh = { proposals: proposals.filter((p) => p.isNew), scenarios: scenarios.filter((s) => s.isNew) };
    const rerun = isNew || isMoved || ordered || placed || fresh.proposals.length > 0 || fresh.scenarios.length > 0;
    if (isNew || isMoved || reworded) await updateDecision(tx, decision.id, input);
    const moved = isNew
      ? [opened(input)]
      : [
          ...(isMoved ? [movedWorld(input, world)] : []),
          ...fresh.proposals.map((added) => newProposalVersion(input, added)),
          ...newScenarioVersions(input, fresh.scenarios),
        ];
    await recordActivity(tx, decision.id, moved);
    if (rerun) await takeUpDecision(tx, decision.id);
    return ok({ id: decision.id, isNew, proposals, scenarios, changed: rerun || reworded });
  });
}

function checkInput({ proposals, scenarios, suites, ...words }: DecisionInput): readonly InputProblem[] {
  const slugs = new Set(scenarios.map(({ scenario }) => scenario.slug));
  const unknown = suites.flatMap((suite) => suite.scenarios.filter((slug) => !slugs.has(slug)));
  const inDecision = (message: string): InputProblem => ({ file: "decision.yaml", line: 1, column: 1, message });
  const twice = [
    ...repeated(proposals.map(({ document }) => document.key)),
    ...repeated(scenarios.map(({ scenario }) => scenario.slug)),
    ...repeated(suites.map(({ slug }) => slug)),
  ];
  return [
    ...unknown.map((slug) => inDecision(`a suite names the scenario ${slug}, which is not there`)),
    ...twice.map((name) => inDecision(`${name} is there twice`)),
    ...[findUnstorableIn("decision.yaml", { ...words, suites })].filter((problem) => problem !== null),
    ...proposals.flatMap(checkProposalInput),
    ...scenarios.flatMap(checkScenarioInput),
  ];
}

const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

async function openDecision(
  tx: Transaction,
  input: DecisionInput,
): Promise<{ decision: LockedDecision; isNew: boolean; reworded: boolean }> {
  const { slug, title, question, context, worldHash } = input;
  const threads = toJsonColumn(input.threads);
  const { count } = await tx.decision.createMany({
    data: [{ slug, title, question, context, threads, worldHash }],
    skipDuplicates: true,
  });
  const decision = await lockDecision(tx, { slug });
  if (decision === null) throw new Error(`decision ${slug} was not stored`);
  const same = await tx.decision.count({ where: { slug, title, question, context, threads: { equals: threads } } });
  return { decision, isNew: count === 1, reworded: same === 0 };
}

const updateDecision = (
  tx: Transaction,
  id: string,
  { title, question, context, threads, worldHash }: DecisionInput,
): Promise<unknown> =>
  tx.decision.update({
    where: { id },
    data: { title, question, context, threads: toJsonColumn(threads), worldHash },
    select: { id: true },
  });

/** Whether the order, or the set, of the columns changed. */
async function orderColumns(tx: Transaction, decisionId: string, keys: readonly string[]): Promise<boolean> {
  const changed = await tx.$executeRaw`
    update "Proposal" p set "position" = wanted."position"
    from (
      select "id", array_position(${keys}::text[], "key") as "position" from "Proposal"
      where "decisionId" = ${decisionId}::uuid
    ) wanted
    where p."id" = wanted."id" and p."position" is distinct from wanted."position"`;
  return changed > 0;
}

const opened = ({ slug, title, proposals, scenarios }: DecisionInput): Moved => ({
  sentence: toAscii(
    `${title}: the decision was opened with ${proposals.length} proposals and ${scenarios.length} scenarios.`,
  ),
  address: permalink.decision(slug),
});

const movedWorld = ({ slug, title }: DecisionInput, world: { name: string; version: number }): Moved => ({
  sentence: toAscii(`${title}: moved to version ${world.version} of the world ${world.name}.`),
  address: permalink.decision(slug),
});

const newProposalVersion = ({ slug, title }: DecisionInput, { name, version }: AddedVersion): Moved => ({
  sentence: toAscii(`${title}: version ${version} of ${name} was published.`),
  address: permalink.proposalVersion(slug, name, version),
});

/** More than this many at once are one sentence. */
const SCENARIO_SENTENCES = 5;

function newScenarioVersions({ slug, title }: DecisionInput, added: readonly AddedVersion[]): readonly Moved[] {
  if (added.length > SCENARIO_SENTENCES) {
    return [
      {
        sentence: toAscii(`${title}: new versions of ${added.length} scenarios were published.`),
        address: permalink.decision(slug),
      },
    ];
  }
  return added.map(({ name, version }) => ({
    sentence: toAscii(`${title}: version ${version} of the scenario ${name} was published.`),
    address: permalink.scenario(slug, name),
  }));
}
