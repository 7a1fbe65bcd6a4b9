/**
 * Colours code on the server. Tokens carry class names, never style attributes, because the pages' content policy allows
 * no inline style; the colours stand in style.css.
 */

import { createCssVariablesTheme, createHighlighterCoreSync, type HighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import c from "shiki/langs/c.mjs";
import typescript from "shiki/langs/typescript.mjs";
import yaml from "shiki/langs/yaml.mjs";

export type CodeLanguage = "c" | "typescript" | "yaml";
export interface CodeToken {
  readonly text: string;
  /** Null is the colour of ordinary text. */
  readonly className: string | null;
}

/** Longer texts are shown plain: colouring them would hold the process up for more than about 100 ms. */
const MAX_COLOURED_LENGTH = 32_768;
const CLASSES: Readonly<Record<string, string>> = {
  "var(--shiki-token-keyword)": "tk",
  "var(--shiki-token-string)": "ts",
  "var(--shiki-token-string-expression)": "ts",
  "var(--shiki-token-comment)": "tc",
  "var(--shiki-token-function)": "tf",
};

let highlighter: HighlighterCore | undefined;

/** One list of tokens for each line. */
export function highlightCode(text: string, language: CodeLanguage | null): readonly (readonly CodeToken[])[] {
  const code = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (language === null || code.length > MAX_COLOURED_LENGTH)
    return code.split("\n").map((line) => [{ text: line, className: null }]);
  highlighter ??= createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: "classes" })],
    langs: [c, typescript, yaml],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return highlighter
    .codeToTokensBase(code, { lang: language, theme: "classes" })
    .map((line) => mergeTokens(line.map((token) => ({ text: token.content, className: classOf(token.color) }))));
}

const classOf = (colour: string | undefined): string | null => CLASSES[colour ?? ""] ?? null;

/** Neighbours of one colour are one token: fewer elements, same picture. */
function mergeTokens(tokens: readonly CodeToken[]): CodeToken[] {
  const merged: CodeToken[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (last !== undefined && (last.className === token.className || token.text.trim() === ""))
      merged[merged.length - 1] = { text: last.text + token.text, className: last.className };
    else merged.push(token);
  }
  return merged;
}
