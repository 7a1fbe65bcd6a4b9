/** The front server over real sockets, with pages made by hand in place of the database and of Next. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fail, ok } from "#core/result.ts";
import { pageRenditions } from "#web/page-renditions.ts";
import type { PageSource } from "#web/page-source.ts";
import { makeRendition } from "#web/rendition.ts";
import { requestHandler } from "#web/request-handler.ts";

const style = { address: "/style-now.css", rendition: makeRendition("p{}", "text/css") };
let loads = 0;
let renders = 0;
let isAway = false;
let title = "first";

const source: PageSource = {
  stamp: async () => null,
  load: async (address) => {
    loads++;
    if (isAway) return fail({ code: "DATABASE_AWAY", sentence: "The database does not answer." });
    if (address.page === "cell" && address.hash.startsWith("f"))
      return fail({ code: "AMBIGUOUS_PREFIX", sentence: "Two cells.", candidates: ["/c/faaaaaaaaaaa1"] });
    if (address.page === "world") return fail({ code: "NOT_FOUND", sentence: 'There is no world "w".' });
    const permanent = address.page === "cell" || address.page === "report";
    return ok({ text: () => `${title} as text\n`, json: () => JSON.stringify({ title }), permanent });
  },
};
const next = {
  render: async (_target: string, nonce: string) => {
    renders++;
    return { status: 200, html: `<body><p>${title}</p><script nonce="${nonce}">go()</script></body>` };
  },
  pass: async (_request: unknown, response: ServerResponse) => void response.end("from Next"),
  close: async () => {},
};
const handle = requestHandler({
  log: pino({ level: "silent" }),
  isDevelopment: false,
  pages: pageRenditions(source, next, { isDevelopment: false }),
  next,
  style: () => style,
  findFile: async () => null,
  base: "https://bakeoff.example",
  findUnreadiness: async () => (isAway ? "The database does not answer." : null),
});
const server = createServer((request, response) => void handle(request, response));
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server always has this kind of address.
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const html = { accept: "text/html" };
const ask = (path: string, headers: Record<string, string> = html, method = "GET") =>
  fetch(base + path, { headers, method, redirect: "manual" });

test("a permanent page is rendered once, has no script, and may be kept for ever", async () => {
  const before = renders;
  const first = await ask("/c/0123456789ab");
  const second = await ask("/c/0123456789ab");
  expect(await first.text()).toBe(`<body><p>${title}</p></body>`);
  expect(await second.text()).toBe(`<body><p>${title}</p></body>`);
  expect(renders - before).toBe(1);
  expect(first.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(first.headers.get("content-security-policy")).toContain("script-src 'none'");
});

test("many readers of a new permanent page wait for one rendering", async () => {
  const before = renders;
  await Promise.all(Array.from({ length: 8 }, () => ask("/c/1123456789ab")));
  expect(renders - before).toBe(1);
});

test("a permanent page is there while the database is away", async () => {
  await ask("/r/0123456789ab");
  isAway = true;
  const kept = await ask("/r/0123456789ab");
  const other = await ask("/r/1123456789ab");
  isAway = false;
  expect([kept.status, other.status]).toEqual([200, 503]);
});

test("a page that cannot be read because the database is away says so and comes back by itself", async () => {
  isAway = true;
  const answer = await ask("/d/a");
  const text = await ask("/d/a", { accept: "*/*" });
  isAway = false;
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.text()).toContain('http-equiv="refresh"');
  expect(await text.text()).toContain("503 The database does not answer");
  expect((await ask("/d/a")).status).toBe(200);
});

test("a live page is rendered again when what is read for it changed, and only then", async () => {
  const before = renders;
  await ask("/d/b/s/x");
  await ask("/d/b/s/x");
  expect(renders - before).toBe(1);
  title = "second";
  expect(await (await ask("/d/b/s/x")).text()).toContain("second");
  title = "first";
});

test("scripts of the decision page carry a nonce that is new in every response", async () => {
  const nonces: string[] = [];
  for (let round = 0; round < 2; round++) {
    const answer = await ask("/d/c");
    const nonce = /<script nonce="([^"]+)">/.exec(await answer.text())?.[1] ?? "none";
    expect(answer.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
    nonces.push(nonce);
  }
  expect(nonces[0]).not.toBe(nonces[1]);
});

test("a reader that has the page already is told so without a new policy", async () => {
  const tag = (await ask("/d/c")).headers.get("etag") ?? "";
  const again = await ask("/d/c", { ...html, "if-none-match": tag });
  expect(again.status).toBe(304);
  expect(again.headers.get("content-security-policy")).toBeNull();
});

test("one address gives HTML, text or JSON by what the reader accepts, and says that it does", async () => {
  for (const [accept, type] of [
    ["text/html", "text/html"],
    ["*/*", "text/plain"],
    ["application/json", "application/json"],
  ] as const) {
    const answer = await ask("/d/c", { accept });
    expect(answer.headers.get("content-type")).toContain(type);
    expect(answer.headers.get("vary")).toContain("Accept");
  }
});

test("HEAD says what GET would, without a body", async () => {
  const get = await ask("/c/0123456789ab.txt");
  const head = await ask("/c/0123456789ab.txt", html, "HEAD");
  expect(head.headers.get("content-length")).toBe(String((await get.text()).length));
  expect(head.headers.get("etag")).toBe(get.headers.get("etag"));
  expect(await head.text()).toBe("");
});

test("what is not there says what was looked for, in the twin that was asked for", async () => {
  const page = await ask("/w/w");
  expect(page.status).toBe(404);
  expect(await page.text()).toContain("There is no world &quot;w&quot;.");
  expect(await (await ask("/w/w.txt")).text()).toContain('There is no world "w".');
  expect(await (await ask("/nowhere/at/all")).text()).toContain("There is no page at /nowhere/at/all");
});

test("an ambiguous hash lists its candidates", async () => {
  const answer = await ask("/c/faaaaaaaaaaa");
  expect(answer.status).toBe(300);
  expect(await answer.text()).toContain("/c/faaaaaaaaaaa1");
});

test("a broken escape in an address is not found, and ends nothing", async () => {
  expect((await ask("/d/%E0%A4%A")).status).toBe(404);
  expect((await ask("/healthz")).status).toBe(200);
});

test("a slash at the end is taken away without leaving the host", async () => {
  expect((await ask("/d/a/")).headers.get("location")).toBe("/d/a");
  expect((await ask("//evil.example/")).headers.get("location")).toBe("/evil.example");
});

test("the form's spelling of chosen columns leads to the one worth copying", async () => {
  const answer = await ask("/d/a?cols=S0&cols=O4&stance=&fold=1");
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("/d/a?cols=S0,O4&fold=1");
  expect((await ask("/d/a?cols=S0,O4&fold=1")).status).toBe(200);
});

test("pages can be read and nothing else", async () => {
  expect((await ask("/d/a", html, "POST")).status).toBe(405);
  expect((await ask("/d/a", html, "DELETE")).status).toBe(405);
});

test("any style sheet address gives the current one, so that old pages keep a style", async () => {
  for (const address of [style.address, "/style-2019.css"]) {
    const answer = await ask(address);
    expect(await answer.text()).toBe("p{}");
    expect(answer.headers.get("content-type")).toBe("text/css");
  }
});

test("health is of the process, readiness of what it needs", async () => {
  isAway = true;
  const states = [(await ask("/healthz")).status, (await ask("/readyz")).status];
  isAway = false;
  expect(states).toEqual([200, 503]);
  expect((await ask("/readyz")).status).toBe(200);
});

test("what is Next's goes to Next", async () => {
  expect(await (await ask("/api/trpc/x", html, "POST")).text()).toBe("from Next");
  expect(loads).toBeGreaterThan(0);
});
