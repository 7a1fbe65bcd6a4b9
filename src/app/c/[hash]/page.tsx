import { orNotFound } from "#app/or-not-found.ts";
import { requestBase } from "#app/request-base.ts";
import { CellView } from "#components/run/cell-view.tsx";
import { renderCellBlock } from "#core/run/render-cell-block.ts";
import { caller } from "#trpc/server.ts";

export default async function Cell({ params }: { readonly params: Promise<{ readonly hash: string }> }) {
  const { hash } = await params;
  const page = await orNotFound(caller.cell.get({ hash }));
  return <CellView page={page} quote={renderCellBlock(page, await requestBase())} />;
}
