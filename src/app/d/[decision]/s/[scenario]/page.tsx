import { orNotFound } from "#app/or-not-found.ts";
import { ScenarioView } from "#components/scenario/scenario-view.tsx";
import { caller } from "#trpc/server.ts";

export default async function Scenario(props: {
  readonly params: Promise<{ readonly decision: string; readonly scenario: string }>;
}) {
  const { decision, scenario } = await props.params;
  return <ScenarioView page={await orNotFound(caller.scenario.get({ decision, slug: scenario }))} />;
}
