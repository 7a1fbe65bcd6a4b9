import type { MatrixCell, MatrixColumn } from "#core/matrix/matrix.ts";
import type { Scenario } from "#core/scenario/scenario.ts";

/** What `/d/<decision>/s/<scenario>` shows. */
export interface ScenarioPage {
  readonly decision: { readonly slug: string; readonly title: string };
  readonly scenario: Scenario;
  /** The author's YAML, byte for byte. */
  readonly text: string;
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: string;
  readonly versions: readonly { readonly version: number; readonly hash: string; readonly publishedAt: string }[];
  readonly suites: readonly { readonly slug: string; readonly title: string }[];
  readonly columns: readonly MatrixColumn[];
  readonly cells: readonly (MatrixCell | null)[];
  readonly limits: readonly string[];
}
