import { expect, test } from "vitest";
import { chooseTwin } from "#web/choose-twin.ts";

test.each([
  ["plain curl", "*/*", "txt"],
  ["a client that says nothing", undefined, "txt"],
  ["Chromium", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "html"],
  ["Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"],
  ["w3m", "text/html, text/*;q=0.5, image/*, application/*", "html"],
  ["lynx", "text/html, text/plain, text/sgml;q=0.01, */*;q=0.01", "html"],
  ["a client of the API", "application/json", "json"],
  ["a client that prefers JSON to HTML", "text/html;q=0.5, application/json", "json"],
  ["a client that prefers text to HTML", "text/html;q=0.4, text/plain", "txt"],
  ["a client that refuses HTML", "text/html;q=0, */*", "txt"],
  ["a broken quality", "text/html;q=abc", "txt"],
])("%s is understood", (_who, accept, twin) => {
  expect(chooseTwin(accept)).toBe(twin);
});
