import type { InputProblem } from "#core/error-code.ts";
import { ProposalSource } from "#core/proposal/proposal.ts";
import { findUnstorable, findUnstorableIn } from "#server/storable-text.ts";

/** What keeps a proposal from being published, each problem with the file it is in; empty for a good one. */
export function checkProposalInput(input: ProposalSource): readonly InputProblem[] {
  const parsed = ProposalSource.safeParse(input);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      file: path[0] === "document" ? "proposal.yaml" : path[0] === "interface" ? "interface.h" : "policy.ts",
      line: 1,
      column: 1,
      message: `${path.join(".")}: ${message}`,
    }));
  }
  return [
    findUnstorableIn("proposal.yaml", input.document),
    findUnstorable("interface.h", input.interface),
    findUnstorable("policy.ts", input.policy),
  ].filter((problem) => problem !== null);
}
