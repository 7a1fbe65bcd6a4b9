import type { Failure } from "#core/error-code.ts";
import { permalink } from "#core/permalink.ts";
import type { ProposalSource } from "#core/proposal/proposal.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import type { Database } from "#server/db/database.ts";
import { inTransaction } from "#server/db/transaction.ts";
import { lockDecision } from "#server/decision/lock-decision.ts";
import { noSuchDecision } from "#server/decision/no-such-decision.ts";
import { recordActivity } from "#server/decision/record-activity.ts";
import { type AddedVersion, addProposalVersions } from "#server/proposal/add-proposal-versions.ts";
import { checkProposalInput } from "#server/proposal/check-proposal-input.ts";
import { takeUpDecision } from "#server/run/take-up-decision.ts";

/**
 * Publishes one version of one proposal: the version, what readers are told, and the job that computes its cells, in one
 * transaction. Idempotent: the content of the current version publishes nothing.
 */
export async function publishProposal(
  db: Database,
  decisionSlug: string,
  source: ProposalSource,
): Promise<Result<AddedVersion, Failure>> {
  const problems = checkProposalInput(source);
  if (problems.length > 0) {
    return fail({ code: "INPUT_INVALID", sentence: "The proposal cannot be published as it is.", problems });
  }
  return inTransaction(db, async (tx) => {
    const decision = await lockDecision(tx, { slug: decisionSlug });
    if (decision === null) return fail(noSuchDecision(decisionSlug));
    const [added] = await addProposalVersions(tx, decision.id, [source]);
    if (added === undefined) throw new Error(`proposal ${source.document.key} was not stored`);
    if (!added.isNew) return ok(added);
    await recordActivity(tx, decision.id, [
      {
        sentence: toAscii(`${decision.title}: version ${added.version} of ${added.name} was published.`),
        address: permalink.proposalVersion(decision.slug, added.name, added.version),
      },
    ]);
    await takeUpDecision(tx, decision.id, [added.hash]);
    return ok(added);
  });
}
