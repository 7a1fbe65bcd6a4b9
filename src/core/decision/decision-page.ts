/** What `/d/<decision>` shows, in every twin. */
import type { Matrix } from "#core/matrix/matrix.ts";

export interface DecisionPage {
  readonly slug: string;
  readonly title: string;
  /** One paragraph that ends in the question. */
  readonly question: string;
  /** Paragraphs, separated by an empty line. */
  readonly context: string;
  readonly status: "open" | "closed";
  /** The last complete matrix, or the current one while there has been no complete one. */
  readonly matrix: Matrix;
  /** Names of the stances that the scenarios of `matrix` declare, sorted; the reader may choose one. */
  readonly stances: readonly string[];
  /** Address hash of the report that froze `matrix`; null until the first one is complete. */
  readonly report: string | null;
  readonly progress: Progress;
  readonly limits: readonly string[];
  /** Where the discussion is. */
  readonly threads: readonly { readonly title: string; readonly address: string }[];
}
/** Cells of the current versions: how many are there, and how many there will be. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}
