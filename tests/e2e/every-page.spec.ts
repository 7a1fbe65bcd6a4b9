import { AxeBuilder } from "@axe-core/playwright";
import { decision, shippedPages } from "./shipped-pages.ts";
import { expect, test } from "./watched-page.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("every page is complete in its first response, and links to its twins", async ({ page, request }) => {
      for (const { path, heading } of await shippedPages(request)) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(200);
        await expect(page.getByRole("heading", { level: 1 }), path).toContainText(heading);
        await expect(page.getByRole("main"), path).toBeVisible();
        await expect(page.getByRole("link", { name: "plain text" }), path).toHaveAttribute("href", /\.txt/);
        await expect(page.getByRole("link", { name: "JSON", exact: true }), path).toHaveAttribute("href", /\.json/);
      }
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page has a fault that axe knows, in the ${colorScheme} scheme`, async ({ page, request }) => {
    await page.emulateMedia({ colorScheme });
    const paths = (await shippedPages(request)).map(({ path }) => path);
    for (const path of [...paths, `${decision}?cols=S0,O3a&fold=1`]) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`),
        path,
      ).toEqual([]);
    }
  });
}

test("no page scrolls sideways on a telephone", async ({ page, request }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  for (const { path } of await shippedPages(request)) {
    await page.goto(path);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess, path).toBeLessThanOrEqual(0);
  }
});

test("headings go down by one level at a time", async ({ page, request }) => {
  for (const { path } of await shippedPages(request)) {
    await page.goto(path);
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll("h1,h2,h3,h4")].map((heading) => Number(heading.tagName.slice(1))),
    );
    expect(levels[0], path).toBe(1);
    const jumps = levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1);
    expect(jumps, path).toEqual([]);
  }
});

test("permanent pages run nothing, never change, and link to the latest state", async ({ page, request }) => {
  for (const { path, isPermanent } of await shippedPages(request)) {
    if (!isPermanent) continue;
    const answer = await page.goto(path);
    expect(answer?.headers()["cache-control"]).toContain("immutable");
    expect(answer?.headers()["content-security-policy"]).toContain("script-src 'none'");
    expect(await answer?.text()).not.toContain("<script");
    await expect(page.getByRole("link", { name: /^Latest / })).toBeVisible();
  }
});

test("an address of nothing says what was looked for and where to go", async ({ request }) => {
  for (const [path, sought] of [
    ["/d/no-such-decision", "no-such-decision"],
    ["/d/pfn-cachemode/p/Z9", "Z9"],
    ["/d/pfn-cachemode/p/O4/v99", "v99"],
    ["/d/pfn-cachemode/s/no-such-scenario", "no-such-scenario"],
    ["/c/000000000000", "000000000000"],
    ["/w/no-such-world", "no-such-world"],
    ["/nothing/here", "/nothing/here"],
  ] as const) {
    const html = await request.get(path, { headers: { accept: "text/html" } });
    expect(html.status(), path).toBe(404);
    expect(await html.text(), path).toContain(sought);
    const text = await request.get(path, { headers: { accept: "*/*" } });
    expect(text.status(), path).toBe(404);
    expect(await text.text(), path).toContain(sought);
  }
});
