import type { Json } from "#core/canonical-json.ts";
import { contentHash } from "#core/content-hash.ts";

/**
 * Everything that determines a cell. Each hash names stored content, so that a link can show its inputs for as long as
 * the link lives. All hashes are 64 hex digits; the seed is a whole number below 2^31.
 */
export interface CellInputs {
  readonly world: string;
  readonly proposal: string;
  readonly scenario: string;
  readonly engine: string;
  readonly seed: number;
}

export const cellAddress = ({ world, proposal, scenario, engine, seed }: CellInputs): string =>
  contentHash({ world, proposal, scenario, engine, seed } satisfies Json);
