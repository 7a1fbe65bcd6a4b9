import type { Verdict } from "#core/run/verdict.ts";

/** `as predicted`, or what was predicted instead; empty without a prediction. */
export function predictionWords(predicted: string | null, verdict: Verdict | null): string {
  if (predicted === null) return "";
  if (verdict === null) return `predicted ${predicted}`;
  return predicted === verdict ? "as predicted" : `predicted ${predicted}: a surprise`;
}
