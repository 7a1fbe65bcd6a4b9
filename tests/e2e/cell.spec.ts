import { decision, shippedPages } from "./shipped-pages.ts";
import { expect, test } from "./watched-page.ts";

test("a cell says verdict, reason, and the step that decided it before anything else", async ({ page, request }) => {
  const cell = (await shippedPages(request)).find(({ kind }) => kind === "cell");
  await page.goto(cell?.path ?? "");
  const text = await page.getByRole("main").innerText();
  const order = [
    "FAIL O4",
    "Step 4",
    "Expected and got",
    "Trace",
    "State after the last step",
    "Quote this",
    "What the world",
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  await page.getByRole("link", { name: "Step 4, which decided this" }).click();
  await expect(page).toHaveURL(/#s4$/);
  await expect(page.getByRole("heading", { name: "Step 4, when, decides the verdict" })).toBeInViewport();
});

test("every step can be linked, and shows who was called and what changed", async ({ page, request }) => {
  const cell = (await shippedPages(request)).find(({ kind }) => kind === "cell");
  await page.goto(`${cell?.path}#s4`);
  await expect(page.getByRole("table", { name: "Calls of step 4" })).toContainText("vmf_insert_pfn_prot");
  const changes = page.getByRole("table", { name: "Changes by step 4" });
  await expect(changes.getByRole("columnheader")).toHaveText(["state", "before", "after"]);
});

test("a line of a policy has an address of its own", async ({ page }) => {
  await page.goto(`${decision}/p/O4`);
  const line = page.getByRole("region", { name: "Code of the policy" }).getByRole("link", { name: "3", exact: true });
  await line.click();
  await expect(page).toHaveURL(/#p3$/);
});

test("a proposal shows interface, contract, cells, policy and what it does not cover", async ({ page }) => {
  await page.goto(`${decision}/p/O2`);
  for (const name of [
    "Interface",
    "Contract",
    "Cells",
    "Policy",
    "Not covered by this proposal",
    "Versions and origin",
  ])
    await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: /^Cells of O2/ }).getByRole("row")).toHaveCount(15);
});

test("a scenario shows its text and what each proposal made of it", async ({ page }) => {
  await page.goto(`${decision}/s/bar-uc-want-wc`);
  await expect(page.getByRole("table", { name: /^What each proposal made/ }).getByRole("row")).toHaveCount(10);
  await expect(page.getByRole("region", { name: "Text of the scenario" })).toContainText("want: WC");
});

test("from a decision, every page of it is one or two links away", async ({ page }) => {
  await page.goto(decision);
  await page.getByRole("rowheader", { name: "ttm-highmem" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("ttm-highmem");
  await page.getByRole("navigation").getByRole("link", { name: "PFN mappings with cache attributes" }).click();
  await page.getByRole("link", { name: /^World pfn-cachemode/ }).click();
  await expect(page.getByRole("heading", { name: "Hooks: what a proposal may replace" })).toBeVisible();
});
