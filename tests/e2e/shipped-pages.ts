/** One page of every kind of the shipped decision, found by following links as a reader would. */
import type { APIRequestContext } from "@playwright/test";

export const decision = "/d/pfn-cachemode";

export interface ShippedPage {
  readonly kind: string;
  readonly path: string;
  /** Beginning of its first heading. */
  readonly heading: string;
  readonly isPermanent: boolean;
}

export async function shippedPages(request: APIRequestContext): Promise<readonly ShippedPage[]> {
  const { report, cell } = await permanentPaths(request);
  const live = (kind: string, path: string, heading: string) => ({ kind, path, heading, isPermanent: false });
  return [
    live("home", "/", "Decisions"),
    live("decision", decision, "PFN mappings with cache attributes"),
    live("proposal", `${decision}/p/O4`, "O4: "),
    live("proposal version", `${decision}/p/O12/v1`, "O12: "),
    live("scenario", `${decision}/s/bar-uc-want-wc`, "bar-uc-want-wc"),
    live("world", "/w/pfn-cachemode", "World: "),
    { kind: "cell", path: cell, heading: "FAIL O4 on bar-uc-want-wc", isPermanent: true },
    { kind: "report", path: report, heading: "Report: PFN mappings", isPermanent: true },
  ];
}

interface DecisionJson {
  readonly report: string;
  readonly matrix: {
    readonly columns: readonly { readonly key: string }[];
    readonly suites: readonly {
      readonly rows: readonly { readonly slug: string; readonly cells: readonly { readonly hash: string }[] }[];
    }[];
  };
}

async function permanentPaths(request: APIRequestContext): Promise<{ readonly report: string; readonly cell: string }> {
  const answer = await request.get(`${decision}.json`);
  // The JSON twin of a decision; a part that is missing fails the test that uses it.
  const { report, matrix } = (await answer.json()) as DecisionJson;
  const column = matrix.columns.findIndex(({ key }) => key === "O4");
  const row = matrix.suites.flatMap(({ rows }) => rows).find(({ slug }) => slug === "bar-uc-want-wc");
  const hash = row?.cells[column]?.hash ?? "";
  return { report: `/r/${report.slice(0, 12)}`, cell: `/c/${hash.slice(0, 12)}` };
}
