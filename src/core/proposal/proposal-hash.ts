import { contentHash } from "#core/content-hash.ts";
import type { ProposalSource } from "#core/proposal/proposal.ts";

/** Address of a proposal version: document, interface and policy together. 64 hex digits. */
export const proposalHash = ({ document, interface: prototypes, policy }: ProposalSource): string =>
  contentHash({ document, interface: prototypes, policy });
