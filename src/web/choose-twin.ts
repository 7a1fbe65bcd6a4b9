import type { Twin } from "#core/permalink.ts";

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * Which rendering a reader wants at an address without suffix. Only who names HTML gets HTML, and only who names JSON gets
 * JSON: everybody else, plain `curl` with its `Accept: *` of every kind among them, gets the text.
 */
export function chooseTwin(accept: string | undefined): Twin {
  if (accept === undefined) return "txt";
  const ranges = accept.split(",").map(parseRange);
  const html = Math.max(qualityOf(ranges, "text/html"), qualityOf(ranges, "application/xhtml+xml"));
  const json = qualityOf(ranges, "application/json");
  const text = qualityOf(ranges, "text/plain");
  if (html > 0 && html >= json && html >= text) return "html";
  return json > 0 && json >= text ? "json" : "txt";
}

function parseRange(range: string): Range {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1");
  return { type, quality: Number.isFinite(quality) ? Math.min(Math.max(quality, 0), 1) : 0 };
}

/** Of a type that is named; wildcards name nothing. */
const qualityOf = (ranges: readonly Range[], type: string): number =>
  ranges.find((range) => range.type === type)?.quality ?? 0;
