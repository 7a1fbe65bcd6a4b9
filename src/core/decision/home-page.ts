import type { Progress } from "#core/decision/decision-page.ts";

/** What `/` shows: decisions, newest activity first, a page at a time. */
export interface HomePage {
  readonly decisions: readonly {
    readonly slug: string;
    readonly title: string;
    readonly question: string;
    readonly status: "open" | "closed";
    readonly proposals: number;
    readonly scenarios: number;
    readonly progress: Progress;
    readonly report: string | null;
    /** ISO 8601, UTC. */
    readonly activityAt: string;
  }[];
  /** What moved in the last 24 hours, newest first, at most 50. */
  readonly moved: readonly { readonly at: string; readonly sentence: string; readonly address: string }[];
  /** Key of the next page, or null. */
  readonly next: string | null;
}
