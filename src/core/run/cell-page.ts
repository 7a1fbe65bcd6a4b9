import type { Outcome } from "#core/run/outcome.ts";
import type { Trace } from "#core/run/trace.ts";
import type { Judgements } from "#core/run/verdict.ts";
import type { ViewTable } from "#core/world/world-page.ts";

/** What `/c/<hash>` shows. Nothing in it may change after the cell was stored: the page is immutable. */
export interface CellPage {
  readonly hash: string;
  readonly decision: { readonly slug: string; readonly title: string };
  readonly inputs: {
    readonly world: { readonly name: string; readonly version: number; readonly hash: string };
    readonly proposal: {
      readonly key: string;
      readonly title: string;
      readonly version: number;
      readonly hash: string;
    };
    readonly scenario: {
      readonly slug: string;
      readonly about: string;
      readonly version: number;
      readonly hash: string;
    };
    readonly engine: string;
    readonly seed: number;
  };
  readonly judgements: Judgements;
  readonly predicted: string | null;
  /** The outcome without its trace text; `trace` is that text parsed. */
  readonly outcome: OutcomeWithoutTrace;
  readonly trace: Trace | null;
  /** SHA-256 of the trace bytes, 64 hex digits; null where there is no trace. */
  readonly traceHash: string | null;
  /** The scenario's YAML, so that the page stands alone. */
  readonly scenarioText: string;
  readonly view: readonly ViewTable[];
  readonly limits: readonly string[];
}
export type OutcomeWithoutTrace =
  | Exclude<Outcome, { kind: "traced" }>
  | Omit<Extract<Outcome, { kind: "traced" }>, "trace">;
