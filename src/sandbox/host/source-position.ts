/** From places in text that we wrote back to places in the author's file, through the source maps in between. */
import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

/** Both count from 1; columns are UTF-16 units. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
  /** The author's file, as the source map names it. */
  readonly file: string;
}

/** `maps` leads from the outermost text to the author's; null where our own code stands. */
export function originalPosition(
  maps: readonly TraceMap[],
  { line, column }: { readonly line: number; readonly column: number },
): SourcePosition | null {
  let place: SourcePosition = { line, column, file: "" };
  for (const map of maps) {
    const needle = { line: place.line, column: place.column - 1 };
    let found = originalPositionFor(map, needle);
    if (found.line === null) found = originalPositionFor(map, { ...needle, bias: LEAST_UPPER_BOUND });
    if (found.line === null) return null;
    place = { line: found.line, column: found.column + 1, file: found.source ?? "" };
  }
  return place;
}

/** Line and column of a place in a text, from its distance from the start. */
export function positionAt(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let i = before.indexOf("\n"); i !== -1; i = before.indexOf("\n", i + 1)) line++;
  return { line, column: at - lineStart + 1 };
}

export const readMap = (map: string): TraceMap => new TraceMap(map);
