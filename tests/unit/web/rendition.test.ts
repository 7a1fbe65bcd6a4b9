import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { chooseEncoding, encodeRendition, makeRendition, usefulEncoding } from "#web/rendition.ts";
import { RenditionCache } from "#web/rendition-cache.ts";
import { isKnown } from "#web/send-rendition.ts";

const long = "PASS FAIL ".repeat(500);

test("every encoding gives the same bytes back", async () => {
  const rendition = makeRendition(long, "text/plain");
  expect(brotliDecompressSync(await encodeRendition(rendition, "br")).toString()).toBe(long);
  expect(gunzipSync(await encodeRendition(rendition, "gzip")).toString()).toBe(long);
  expect((await encodeRendition(rendition, "identity")).toString()).toBe(long);
});

test("a compressed form is made once", async () => {
  const rendition = makeRendition(long, "text/plain");
  expect(await encodeRendition(rendition, "br")).toBe(await encodeRendition(rendition, "br"));
});

test("equal bytes have equal tags, other bytes and other types have others", () => {
  const tags = [makeRendition("a", "x"), makeRendition("b", "x"), makeRendition("a", "y")].map(({ tag }) => tag);
  expect(new Set(tags).size).toBe(3);
  expect(makeRendition("a", "x").tag).toBe(tags[0]);
});

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0.0", "identity"],
  ["br;q=0.5", "br"],
  ["identity", "identity"],
  [undefined, "identity"],
])("for a reader that accepts %s the encoding is %s", (accept, encoding) => {
  expect(chooseEncoding(accept)).toBe(encoding);
});

test("what fits one packet is not compressed", () => {
  expect(usefulEncoding(makeRendition("short", "x"), "br")).toBe("identity");
  expect(usefulEncoding(makeRendition(long, "x"), "br")).toBe("br");
});

test.each([
  ['"abc"', true],
  ['W/"abc"', true],
  ['"abc.br"', true],
  ['"x", "abc.gzip"', true],
  ["*", true],
  ['"abcd"', false],
  ['"x"', false],
  [undefined, false],
])("a reader that holds %s is told whether abc is new to it", (held, known) => {
  expect(isKnown(held, "abc")).toBe(known);
});

test("the cache forgets what was used longest ago, and never holds more than it may", () => {
  const cache = new RenditionCache(4000);
  const page = makeRendition("x".repeat(1000), "x");
  cache.set("a", page);
  cache.set("b", page);
  cache.get("a");
  cache.set("c", page);
  expect([cache.get("a"), cache.get("b"), cache.get("c")].map((found) => found !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
});

test("something larger than the whole cache is not kept", () => {
  const cache = new RenditionCache(100);
  cache.set("a", makeRendition("x".repeat(1000), "x"));
  expect(cache.get("a")).toBeUndefined();
});
