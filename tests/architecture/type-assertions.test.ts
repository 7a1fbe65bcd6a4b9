import { expect, test } from "vitest";
import { readSourceFiles, withoutComments } from "./source-files.ts";

/** How many lines above an assertion its reason may stand. */
const REACH = 3;

test("an assertion of a type says why it holds, on its line or just above", () => {
  const bare = readSourceFiles(["src"])
    .filter(({ path: file }) => file.endsWith(".ts"))
    .flatMap(({ path: file, text }) => {
      const lines = text.split("\n");
      const code = withoutTextAndImports(text).split("\n");
      return code.flatMap((line, at) =>
        /\bas (?!const\b)[\w{(]/.test(line) && !lines.slice(Math.max(0, at - REACH), at + 1).some(isComment)
          ? [`${file}:${at + 1}`]
          : [],
      );
    });
  expect(bare).toEqual([]);
});

const isComment = (line: string): boolean => /\/\/|\*\/|^\s*\*/.test(line);

const withoutTextAndImports = (text: string): string =>
  withoutComments(text)
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replaceAll(/`(?:[^`\\]|\\.)*`/g, blank)
    .replaceAll(/^(import|export)\s[^;]*?\sfrom\s[^;]*;/gm, blank);

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");
