import { decision, shippedPages } from "./shipped-pages.ts";
import { expect, test } from "./watched-page.ts";

test("every text is ASCII, at most 72 columns wide, and ends its last line", async ({ request }) => {
  for (const { path } of await shippedPages(request)) {
    const text = await (await request.get(path, { headers: { accept: "*/*" } })).text();
    const lines = text.split("\n");
    expect(lines.at(-1), path).toBe("");
    expect(
      lines.filter((line) => line.length > 72 || !/^[\x20-\x7e]*$/.test(line)),
      path,
    ).toEqual([]);
  }
});

test("plain curl gets the text, browsers the page, and both are told apart by Accept", async ({ request }) => {
  for (const { path } of await shippedPages(request)) {
    const suffixed = path === "/" ? "/index.txt" : `${path}.txt`;
    const bare = await request.get(path, { headers: { accept: "*/*" } });
    expect(bare.headers()["content-type"], path).toContain("text/plain");
    expect(bare.headers()["vary"], path).toContain("Accept");
    expect(await bare.text(), path).toBe(await (await request.get(suffixed)).text());
    const html = await request.get(path, { headers: { accept: "text/html" } });
    expect(html.headers()["content-type"], path).toContain("text/html");
    const json = await request.get(path, { headers: { accept: "application/json" } });
    expect(json.headers()["content-type"], path).toContain("application/json");
    await json.json();
  }
});

test("the block to quote is the same bytes on the page, in the text and in the JSON", async ({ page, request }) => {
  for (const { path, kind } of await shippedPages(request)) {
    if (!["decision", "report", "cell"].includes(kind)) continue;
    await page.goto(path);
    const region = page.getByRole("region", { name: "Quote this" });
    const shown = await region.evaluate((section) => section.querySelector("pre")?.textContent ?? "");
    expect(shown.length, path).toBeGreaterThan(100);
    expect(await (await request.get(`${path}.txt`)).text(), path).toContain(shown);
    expect(await (await request.get(`${path}.json`)).json(), path).toMatchObject({ block: shown });
  }
});

test("a choice in the address is made in every twin", async ({ request }) => {
  const query = "?stance=mm-safety&cols=S0,O4";
  const text = await (await request.get(`${decision}.txt${query}`)).text();
  expect(text).toMatch(/^ +S0 +O4$/m);
  expect(text).toContain("stance mm-safety");
  expect(text).not.toMatch(/^ +S0 +O1 /m);
  const json: unknown = await (await request.get(`${decision}.json${query}`)).json();
  expect(json).toMatchObject({ matrix: { stance: "mm-safety", columns: [{ key: "S0" }, { key: "O4" }] } });
});

test("a reader that has a page is told so without a body", async ({ request }) => {
  for (const { path } of await shippedPages(request)) {
    for (const accept of ["text/html", "*/*", "application/json"]) {
      const first = await request.get(path, { headers: { accept } });
      const etag = first.headers()["etag"] ?? "";
      expect(etag, path).not.toBe("");
      const again = await request.get(path, { headers: { accept, "if-none-match": etag } });
      expect(again.status(), `${path} ${accept}`).toBe(304);
    }
  }
});
