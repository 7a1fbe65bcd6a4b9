import { orNotFound } from "#app/or-not-found.ts";
import { queryOf, type SearchParams } from "#app/query-of.ts";
import { requestBase } from "#app/request-base.ts";
import { ReportView } from "#components/matrix/report-view.tsx";
import { parseMatrixChoice } from "#core/matrix/matrix-choice.ts";
import { renderResultBlock } from "#core/matrix/render-result-block.ts";
import { caller } from "#trpc/server.ts";

export default async function Report(props: {
  readonly params: Promise<{ readonly hash: string }>;
  readonly searchParams: SearchParams;
}) {
  const { hash } = await props.params;
  // A report is frozen under the reading it was made with.
  const choice = { ...parseMatrixChoice(await queryOf(props.searchParams)), stance: null };
  const page = await orNotFound(caller.report.get({ hash }));
  const quote = renderResultBlock(page.matrix, { base: await requestBase(), report: page.hash, choice });
  return <ReportView page={page} choice={choice} quote={quote} />;
}
