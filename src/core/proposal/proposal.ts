/** A proposal version as checked data: what is hashed, stored, shown and run. */
import { z } from "zod";

export const ProposalKey = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,7}$/);

export const ProposalDocument = z.strictObject({
  key: ProposalKey,
  title: z.string().min(1).max(120),
  summary: z.string().min(1).max(2000),
  /** Who wrote the idea down first, as text: `Christian Koenig`; `origin` is the message or commit it stands in. */
  author: z.string().max(200),
  origin: z.array(z.string()),
  /** `Assisted-by:` lines, empty where there were none. */
  assistedBy: z.array(z.string()),
  /** Dimension of the world to text. */
  contract: z.record(z.string(), z.string().max(400)),
  /** What this proposal does not cover, in sentences; at least one. */
  notCovered: z.array(z.string()).min(1),
});
export type ProposalDocument = z.infer<typeof ProposalDocument>;

export const ProposalSource = z.strictObject({
  document: ProposalDocument,
  /** C prototypes with kernel-doc. */
  interface: z.string().min(1).max(32_768),
  /** TypeScript. */
  policy: z.string().max(65_536),
});
export type ProposalSource = z.infer<typeof ProposalSource>;
