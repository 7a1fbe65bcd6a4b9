import type { Failure } from "#core/error-code.ts";
import { permalink } from "#core/permalink.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import type { Database, Transaction } from "#server/db/database.ts";
import { inTransaction } from "#server/db/transaction.ts";
import { lockDecision } from "#server/decision/lock-decision.ts";
import { noSuchDecision, notFound } from "#server/decision/no-such-decision.ts";
import { recordActivity } from "#server/decision/record-activity.ts";
import type { AddedVersion } from "#server/proposal/add-proposal-versions.ts";
import { takeUpDecision } from "#server/run/take-up-decision.ts";
import { addScenarioVersions, type ScenarioInput } from "#server/scenario/add-scenario-versions.ts";
import { checkScenarioInput } from "#server/scenario/check-scenario-input.ts";
import { toStorable } from "#server/storable-text.ts";

export interface ScenarioPlace {
  readonly decision: string;
  /** Slug of a suite of the decision; a scenario that is not in it becomes its last row. */
  readonly suite: string;
}

/**
 * Publishes the scenarios of one posted text: versions, their place in the suite, what readers are told, and one job a
 * proposal, in one transaction. Idempotent: content that is current already publishes nothing.
 */
export async function publishScenario(
  db: Database,
  place: ScenarioPlace,
  inputs: readonly ScenarioInput[],
): Promise<Result<readonly AddedVersion[], Failure>> {
  const problems = inputs.flatMap(checkScenarioInput);
  if (problems.length > 0 || inputs.length === 0) {
    return fail({ code: "INPUT_INVALID", sentence: "The scenario cannot be published as it is.", problems });
  }
  return inTransaction(db, async (tx) => {
    const decision = await lockDecision(tx, { slug: place.decision });
    if (decision === null) return fail(noSuchDecision(place.decision));
    const suite = await tx.suite.findUnique({
      where: { decisionId_slug: { decisionId: decision.id, slug: toStorable(place.suite) } },
      select: { id: true },
    });
    if (suite === null) return fail(notFound("suite", place.suite));
    const added = await addScenarioVersions(tx, decision.id, inputs);
    const placed = await appendToSuite(
      tx,
      suite.id,
      added.map(({ scenarioId }) => scenarioId),
    );
    const fresh = added.filter(({ isNew }) => isNew);
    if (fresh.length === 0 && placed === 0) return ok(added);
    await recordActivity(
      tx,
      decision.id,
      fresh.map(({ name, version }) => ({
        sentence: toAscii(`${decision.title}: version ${version} of the scenario ${name} was published.`),
        address: permalink.scenario(decision.slug, name),
      })),
    );
    await takeUpDecision(tx, decision.id);
    return ok(added);
  });
}

/** How many were not in it before. */
async function appendToSuite(tx: Transaction, suiteId: string, scenarioIds: readonly string[]): Promise<number> {
  const { _max } = await tx.suiteScenario.aggregate({ where: { suiteId }, _max: { position: true } });
  const { count } = await tx.suiteScenario.createMany({
    data: scenarioIds.map((scenarioId, index) => ({
      suiteId,
      scenarioId,
      position: (_max.position ?? -1) + 1 + index,
    })),
    skipDuplicates: true,
  });
  return count;
}
