import { orNotFound } from "#app/or-not-found.ts";
import { ProposalView } from "#components/proposal/proposal-view.tsx";
import { caller } from "#trpc/server.ts";

export default async function Proposal(props: {
  readonly params: Promise<{ readonly decision: string; readonly key: string }>;
}) {
  const { decision, key } = await props.params;
  const page = await orNotFound(caller.proposal.get({ decision, key }));
  return <ProposalView page={page} address="latest" />;
}
