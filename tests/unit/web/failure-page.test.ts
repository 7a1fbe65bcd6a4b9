import { expect, test } from "vitest";
import { type FailurePage, renderFailure } from "#web/failure-page.ts";

const page: FailurePage = {
  status: 404,
  title: "Not found",
  failure: { code: "NOT_FOUND", sentence: 'There is no decision "<script>".' },
  style: "/style-x.css",
  base: "https://bakeoff.example",
  againS: null,
};

test("what was looked for stands in every twin, and nothing of it is markup", () => {
  expect(renderFailure(page, "html").body.toString()).toContain("There is no decision &quot;&lt;script&gt;&quot;.");
  expect(renderFailure(page, "html").body.toString()).not.toContain("<script");
  expect(renderFailure(page, "txt").body.toString()).toContain('There is no decision "<script>".');
  expect(JSON.parse(renderFailure(page, "json").body.toString())).toMatchObject({ error: { code: "NOT_FOUND" } });
});

test("candidates of an ambiguous address are links", () => {
  const failure = { code: "AMBIGUOUS_PREFIX" as const, sentence: "Two cells.", candidates: ["/c/aaaaaaaaaaaa1"] };
  expect(renderFailure({ ...page, failure }, "html").body.toString()).toContain('<a href="/c/aaaaaaaaaaaa1">');
  expect(renderFailure({ ...page, failure }, "txt").body.toString()).toContain("/c/aaaaaaaaaaaa1");
});

test("a page that will be there again asks again by itself", () => {
  const html = renderFailure({ ...page, againS: 5 }, "html").body.toString();
  expect(html).toContain('<meta http-equiv="refresh" content="5">');
  expect(renderFailure(page, "html").body.toString()).not.toContain("http-equiv");
});

test("no line of the text is longer than 72 columns", () => {
  const long = { code: "NOT_FOUND" as const, sentence: `There is no page at /${"x".repeat(300)}` };
  const text = renderFailure({ ...page, failure: long }, "txt").body.toString();
  expect(text.split("\n").filter((line) => line.length > 72)).toEqual([]);
});
