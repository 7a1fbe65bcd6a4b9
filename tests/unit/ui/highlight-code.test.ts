import { expect, test } from "vitest";
import { type CodeLanguage, highlightCode } from "#ui/highlight-code.ts";

const texts: readonly (readonly [CodeLanguage, string])[] = [
  ["c", "/**\n * a\n */\nint f(struct vma *v,\n      unsigned long pfn);\n"],
  ["typescript", 'import type { A } from "b";\n\nexport const f = (a: A): number => a.x; // <b>\n'],
  ["yaml", 'a: { b: [1, "x"] } # c\n'],
];

test.each(texts)("colouring %s loses and adds no character", (language, text) => {
  const lines = highlightCode(text, language).map((tokens) => tokens.map((token) => token.text).join(""));
  expect(`${lines.join("\n")}\n`).toBe(text);
});

test("keywords, strings and comments have classes of their own", () => {
  const tokens = highlightCode('export const a = "b"; // c', "typescript").flat();
  expect(tokens.find(({ text }) => text.includes("export"))?.className).toBe("tk");
  expect(tokens.find(({ text }) => text.includes('"b"'))?.className).toBe("ts");
  expect(tokens.find(({ text }) => text.includes("// c"))?.className).toBe("tc");
});

test("a text that is too long to colour quickly is shown plain and whole", () => {
  const text = "const a = 1;\n".repeat(4000);
  const lines = highlightCode(text, "typescript");
  expect(lines).toHaveLength(4000);
  expect(lines.flat().every(({ className }) => className === null)).toBe(true);
});
