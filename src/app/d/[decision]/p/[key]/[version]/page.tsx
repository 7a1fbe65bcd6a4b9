import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.ts";
import { ProposalView } from "#components/proposal/proposal-view.tsx";
import { caller } from "#trpc/server.ts";

export default async function ProposalVersion(props: {
  readonly params: Promise<{ readonly decision: string; readonly key: string; readonly version: string }>;
}) {
  const { decision, key, version } = await props.params;
  const number = /^v([1-9][0-9]{0,5})$/.exec(version)?.[1];
  if (number === undefined) notFound();
  const page = await orNotFound(caller.proposal.get({ decision, key, version: Number(number) }));
  return <ProposalView page={page} address="version" />;
}
