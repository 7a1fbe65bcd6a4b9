import { expect, test } from "vitest";
import { findUnstorable, findUnstorableIn, storableJson, toStorable } from "#server/storable-text.ts";

test("what cannot be stored becomes U+FFFD, in values and in names of members, and nothing else changes", () => {
  expect(toStorable("a\0b\ud800c\u{1F4A1}")).toBe("a\u{FFFD}b\u{FFFD}c\u{1F4A1}");
  const odd = { "k\0": ["\udc00", { "\ud800": 1 }], fine: "\\u0000 in words", number: -0.5, none: null };
  expect(JSON.parse(storableJson(odd))).toEqual({
    "k\u{FFFD}": ["\u{FFFD}", { "\u{FFFD}": 1 }],
    fine: "\\u0000 in words",
    number: -0.5,
    none: null,
  });
});

test("a text that cannot be stored is refused at its line and column", () => {
  expect(findUnstorable("policy.ts", "one\ntwo \0")).toMatchObject({ file: "policy.ts", line: 2, column: 5 });
  expect(findUnstorable("policy.ts", "\ud83d")).toMatchObject({ line: 1, column: 1 });
  expect(findUnstorable("policy.ts", "caf\u00e9 \u{1F4A1}")).toBeNull();
});

test("a value with such a text anywhere inside is refused", () => {
  expect(findUnstorableIn("world", { files: { "a.ts": "x\0" } })).toMatchObject({ file: "world" });
  expect(findUnstorableIn("world", { files: { "a.ts": "\\u0000" } })).toBeNull();
});
