import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { staticFiles } from "#web/static-files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "bakeoff-static-"));
mkdirSync(path.join(folder, "static", "chunks"), { recursive: true });
writeFileSync(path.join(folder, "secret.js"), "no");
writeFileSync(path.join(folder, "static", "chunks", "a-1.js"), "yes");
afterAll(() => rmSync(folder, { recursive: true }));
const find = staticFiles(path.join(folder, "static"));

test("a built file is served with its type", async () => {
  const found = await find("/_next/static/chunks/a-1.js");
  expect(found?.body.toString()).toBe("yes");
  expect(found?.contentType).toBe("text/javascript; charset=utf-8");
});

test.each([
  "/_next/static/../secret.js",
  "/_next/static/chunks/../../secret.js",
  "/_next/static//secret.js",
  "/_next/static/chunks",
  "/_next/static/none.js",
  "/_next/secret.js",
  "/_next/static/a\0.js",
])("%j is no built file", async (pathname) => {
  expect(await find(pathname)).toBeNull();
});
