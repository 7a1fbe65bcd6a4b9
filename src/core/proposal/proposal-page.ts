import type { MatrixCell } from "#core/matrix/matrix.ts";
import type { ProposalDocument } from "#core/proposal/proposal.ts";

/** What `/d/<decision>/p/<key>` and `/v<n>` show. */
export interface ProposalPage {
  readonly decision: { readonly slug: string; readonly title: string };
  readonly document: ProposalDocument;
  readonly version: number;
  readonly hash: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** Newest first. */
  readonly versions: readonly { readonly version: number; readonly hash: string; readonly publishedAt: string }[];
  readonly interface: string;
  readonly policy: string;
  /** Rows of the contract table in the world's order; text is null where the proposal says nothing. */
  readonly contract: readonly { readonly title: string; readonly about: string; readonly text: string | null }[];
  readonly cells: readonly {
    readonly suite: string;
    readonly scenario: string;
    readonly about: string;
    readonly predicted: string | null;
    readonly cell: MatrixCell | null;
  }[];
  readonly limits: readonly string[];
}
