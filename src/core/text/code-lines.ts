import { toAscii } from "#core/text/to-ascii.ts";
import { TEXT_WIDTH } from "#core/text/wrap-text.ts";

const TAB = 8;

/** Source text line by line: tabs become blanks, and a line that is too long goes on after a trailing backslash. */
export function codeLines(text: string, indent = ""): string[] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.flatMap((line) => breakLine(toAscii(expandTabs(line)).trimEnd(), indent));
}

/** At most `TEXT_WIDTH` columns each, the indent included. */
export function breakLine(line: string, indent = ""): string[] {
  const room = TEXT_WIDTH - indent.length;
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > room) {
    pieces.push(`${indent}${rest.slice(0, room - 1)}\\`);
    rest = rest.slice(room - 1);
  }
  return [...pieces, rest === "" ? "" : indent + rest];
}

function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let expanded = "";
  for (const character of line) {
    expanded += character === "\t" ? " ".repeat(TAB - (expanded.length % TAB)) : character;
  }
  return expanded;
}
