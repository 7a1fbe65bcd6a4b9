import { toAscii } from "#core/text/to-ascii.ts";

/** Columns of every text twin: quoted twice with "> " it stays below 78. */
export const TEXT_WIDTH = 72;

export interface Wrapping {
  readonly width?: number;
  /** Before the first line, and before the ones after it; the latter is blanks of the same width where it is left out. */
  readonly first?: string;
  readonly rest?: string;
}

/** One paragraph as ASCII lines of at most `width` columns; white space counts as one blank. Never empty. */
export function wrapText(text: string, { width = TEXT_WIDTH, first = "", rest }: Wrapping = {}): string[] {
  const hang = rest ?? " ".repeat(first.length);
  const lines: string[] = [];
  let line = first;
  let filled = false;
  for (const word of toAscii(text).split(/\s+/)) {
    if (word === "") continue;
    if (filled && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hang;
      filled = false;
    }
    const pieces = breakWord(word, Math.max(8, width - hang.length), width - line.length - (filled ? 1 : 0));
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) {
        lines.push(line);
        line = hang;
        filled = false;
      }
      line += filled ? ` ${piece}` : piece;
      filled = true;
    }
  }
  lines.push(line);
  return lines.map((each) => each.trimEnd());
}

/** A word that is too long for a line is continued on the next one; the backslash says so. */
function breakWord(word: string, width: number, room: number): string[] {
  if (word.length <= room) return [word];
  const pieces: string[] = [];
  let rest = word;
  for (let space = Math.max(2, room); rest.length > space; space = width) {
    pieces.push(`${rest.slice(0, space - 1)}\\`);
    rest = rest.slice(space - 1);
  }
  return [...pieces, rest];
}
