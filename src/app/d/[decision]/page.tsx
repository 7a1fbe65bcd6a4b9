import { orNotFound } from "#app/or-not-found.ts";
import { queryOf, type SearchParams } from "#app/query-of.ts";
import { requestBase } from "#app/request-base.ts";
import { DecisionProgress } from "#components/decision/decision-progress.tsx";
import { DecisionView } from "#components/decision/decision-view.tsx";
import { parseMatrixChoice } from "#core/matrix/matrix-choice.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import { caller } from "#trpc/server.ts";

export default async function Decision(props: {
  readonly params: Promise<{ readonly decision: string }>;
  readonly searchParams: SearchParams;
}) {
  const { decision } = await props.params;
  const choice = parseMatrixChoice(await queryOf(props.searchParams));
  // With all columns: the form offers those that were not chosen.
  const asked = { slug: decision, choice: { stance: choice.stance, columns: [], folded: false } };
  const page = await orNotFound(caller.decision.get(asked));
  const quote = renderResultBlock(page.matrix, { base: await requestBase(), report: page.report, choice });
  return (
    <DecisionView
      page={page}
      choice={choice}
      quote={quote}
      progress={<DecisionProgress slug={page.slug} progress={page.progress} report={page.report} />}
    />
  );
}
