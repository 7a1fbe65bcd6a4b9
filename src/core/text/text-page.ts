/** Parts that text twins are put together from. Every part is a list of lines without line feeds. */
import { breakLine } from "#core/text/code-lines.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import { TEXT_WIDTH, wrapText } from "#core/text/wrap-text.ts";

export type Lines = readonly string[];

export function heading(text: string): string[] {
  const lines = wrapText(text);
  return [...lines, "=".repeat(Math.max(...lines.map((line) => line.length), 1))];
}

/** A titled part with an empty line before it; nothing where it has no lines. */
export function section(title: string, lines: Lines): string[] {
  return lines.length === 0 ? [] : ["", title, "-".repeat(title.length), ...lines];
}

/** Paragraphs are separated by an empty line. */
export function paragraphs(text: string, indent = ""): string[] {
  const parts = text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/)
    .filter((part) => part.trim() !== "");
  return parts.flatMap((part, at) => [...(at === 0 ? [] : [""]), ...wrapText(part, { first: indent })]);
}

export const bullets = (items: readonly string[]): string[] =>
  items.flatMap((item) => wrapText(item, { first: "  - " }));

/** `label     text`, the text going on below itself; `width` is where it begins. */
export function field(label: string, text: string, width = 12): string[] {
  const first = toAscii(label).padEnd(width - 1);
  if (first.length < width) return wrapText(text, { first: `${first} ` });
  return [...wrapText(label), ...wrapText(text, { first: " ".repeat(width) })];
}

/** One part at the left, one at the right end of the line; below each other where they do not fit. */
export function leftRight(left: string, right: string): string[] {
  const [a, b] = [toAscii(left), toAscii(right)];
  const gap = TEXT_WIDTH - a.length - b.length;
  return gap >= 2 ? [a + " ".repeat(gap) + b] : [...wrapText(a), ...wrapText(b)];
}

/** The page: ASCII, no line longer than 72 columns, no blanks at line ends, one line feed at the end. */
export function renderTextPage(lines: Lines): string {
  return lines
    .flatMap((line) => toAscii(line).split("\n"))
    .flatMap((line) => breakLine(line.trimEnd()))
    .map((line) => `${line}\n`)
    .join("");
}
