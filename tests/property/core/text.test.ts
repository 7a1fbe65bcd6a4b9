import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/canonical-json.ts";
import { codeLines } from "#core/text/code-lines.ts";
import { renderTextPage } from "#core/text/text-page.ts";
import { toAscii } from "#core/text/to-ascii.ts";
import { wrapText } from "#core/text/wrap-text.ts";
import { runs } from "../../support/property-runs.ts";

const unicode = fc.string({ unit: "binary", maxLength: 400 });
const fits = (line: string): boolean => line.length <= 72 && /^[\x20-\x7e]*$/.test(line);

describe("text", () => {
  it("that was wrapped is ASCII and never exceeds 72 columns", () => {
    fc.assert(
      fc.property(unicode, fc.nat(30), (text, indent) => {
        const lines = wrapText(text, { first: " ".repeat(indent), rest: " ".repeat(indent + 2) });
        expect(lines.filter((line) => !fits(line))).toEqual([]);
        expect(lines.length).toBeGreaterThan(0);
      }),
      runs(500),
    );
  });
  it("that was wrapped keeps every word in its order", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,90}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, (written) => {
        expect(wrapText(written.join(" ")).join("\n").replace(/\\\n/g, "").split(/\s+/)).toEqual(written);
      }),
      runs(300),
    );
  });
  it("of a whole page is ASCII and never exceeds 72 columns, whatever was put into it", () => {
    fc.assert(
      fc.property(fc.array(unicode), (lines) => {
        const page = renderTextPage(lines);
        expect(page.split("\n").filter((line) => !fits(line))).toEqual([]);
      }),
      runs(300),
    );
  });
  it("of source code comes back when the continued lines are joined", () => {
    const code = fc
      .array(fc.stringMatching(/^[a-z(){};. ]{0,200}$/), { maxLength: 10 })
      .map((lines) => lines.map((line) => line.trimEnd()));
    fc.assert(
      fc.property(code, (lines) => {
        const printed = codeLines(lines.join("\n"));
        expect(printed.filter((line) => !fits(line))).toEqual([]);
        expect(printed.join("\n").replace(/\\\n/g, "")).toBe(lines.join("\n").replace(/\n+$/, ""));
      }),
      runs(300),
    );
  });
  it("in ASCII stays as it is", () => {
    fc.assert(
      fc.property(unicode, (text) => {
        expect(toAscii(text)).toMatch(/^[\n\x20-\x7e]*$/);
        expect(toAscii(toAscii(text))).toBe(toAscii(text));
      }),
      runs(300),
    );
    expect(toAscii("König said: \u2265 5 \u00b5s \u2026 \u4e2d")).toBe("Koenig said: >= 5 us ... \\u4e2d");
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys, and is JSON", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        const text = canonicalJson(JSON.parse(JSON.stringify(record)));
        expect(canonicalJson(JSON.parse(JSON.stringify(reversed)))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(record)));
      }),
      runs(300),
    );
  });
});
