import type { Page } from "@playwright/test";
import { decision } from "./shipped-pages.ts";
import { expect, test } from "./watched-page.ts";

const cells = (page: Page) =>
  page
    .getByRole("table", { name: /^Scenarios against proposals/ })
    .getByRole("cell")
    .getByRole("link");
const table = (page: Page) => page.getByRole("table", { name: /^Scenarios against proposals/ });
const word = /^(PASS\*?|FAIL|REFU|N\/A|ERR|TIME|NONDET)$/;

test("nine proposals meet fourteen scenarios, and every meeting is a word with a link", async ({ page }) => {
  await page.goto(decision);
  await expect(table(page).getByRole("columnheader")).toHaveText([
    "scenario",
    "S0",
    "O1",
    "O2",
    "O12",
    "O3a",
    "O3q",
    "O3r",
    "O4",
    "O4d",
    "verdicts in this row",
  ]);
  await expect(cells(page)).toHaveCount(126);
  for (const text of await cells(page).allTextContents()) expect(text).toMatch(word);
  for (const link of await cells(page).all()) await expect(link).toHaveAttribute("href", /^\/c\/[0-9a-f]{12}$/);
});

test("a word leads to the cell that says the same", async ({ page }) => {
  await page.goto(decision);
  const row = page.getByRole("row", { name: /^forgot-set-pages/ });
  await row.getByRole("link", { name: "FAIL", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("FAIL O4 on forgot-set-pages");
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("rows in which all agree are folded by a link and unfolded by another", async ({ page }) => {
      await page.goto(`${decision}?cols=S0,O3a`);
      const all = await table(page).getByRole("rowheader").count();
      await page.getByRole("link", { name: /^Fold the / }).click();
      await expect(page).toHaveURL(/\?cols=S0,O3a&fold=1$/);
      await expect(page.getByText(/^\d+ rows agree$/).first()).toBeVisible();
      expect(await table(page).getByRole("rowheader").count()).toBeLessThan(all);
      await page.getByRole("link", { name: "Show every row" }).click();
      await expect(page).toHaveURL(/\?cols=S0,O3a$/);
    });

    test("proposals and stance are chosen in a plain form, and the address keeps the choice", async ({ page }) => {
      await page.goto(decision);
      await page.getByText("Choose proposals and stance").click();
      for (const key of ["O1", "O2", "O12", "O3a", "O3q", "O3r"]) await page.getByLabel(key, { exact: true }).uncheck();
      await page.getByLabel("under the stance driver-correctness").check();
      await page.getByRole("button", { name: "Show this choice" }).click();
      await expect(page).toHaveURL(`${decision}?stance=driver-correctness&cols=S0,O4,O4d`);
      await expect(cells(page)).toHaveCount(42);
      await expect(page.getByText("Judged under the stance driver-correctness")).toBeVisible();
      await page.getByRole("link", { name: "Whole matrix, default reading" }).click();
      await expect(cells(page)).toHaveCount(126);
    });
  });
}

test("the keyboard walks the matrix, opens a cell, folds, and explains itself", async ({ page }) => {
  await page.goto(decision);
  await expect(page.getByText("Keys", { exact: true })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByText("next row")).toBeVisible();
  await page.keyboard.press("j");
  const headings = table(page).getByRole("rowheader").getByRole("link");
  await expect(headings.nth(0)).toBeFocused();
  await page.keyboard.press("]");
  await page.keyboard.press("j");
  await expect(cells(page).nth(9)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("[");
  await expect(headings.nth(0)).toBeFocused();
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/fold=1/);
  await expect(page.getByText("Keys", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("]");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/c\/[0-9a-f]{12}$/);
});

test("heading row and first column stay in view while the matrix scrolls", async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 300 });
  await page.goto(decision);
  await page.getByRole("region", { name: "Scrollable matrix" }).evaluate((element) => {
    element.scrollIntoView();
    element.scrollTo(300, 160);
  });
  await expect(table(page).getByRole("columnheader", { name: "scenario" })).toBeInViewport();
  await expect(page.getByRole("rowheader", { name: "bar-uc-want-wc" })).toBeInViewport();
});

test("on a telephone every scenario is a list of proposals with their words", async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(decision);
  const row = page.getByRole("row", { name: /bar-uc-want-wc/ });
  const shown = await row.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>("td[data-key]")].map(
      (cell) => `${getComputedStyle(cell, "::before").content.replaceAll('"', "")} ${cell.innerText.trim()}`,
    ),
  );
  expect(shown).toEqual([
    "S0 PASS",
    "O1 REFU",
    "O2 REFU",
    "O12 REFU",
    "O3a PASS",
    "O3q PASS",
    "O3r PASS",
    "O4 FAIL",
    "O4d PASS*",
  ]);
});

test("without colours every word is still there, and FAIL has a frame", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(decision);
  await expect(cells(page)).toHaveCount(126);
  const fail = page.getByRole("row", { name: /^forgot-set-pages/ }).getByRole("cell", { name: "FAIL", exact: true });
  await expect(fail).toBeVisible();
  await expect(fail).toHaveCSS("outline-style", "solid");
});

test("on paper the whole matrix is there and the controls are not", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await page.goto(decision);
  await expect(page.getByRole("rowheader", { name: "gup-on-vma" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show this choice" })).toBeHidden();
  await expect(page.getByText("Keys", { exact: true })).toBeHidden();
});

test("the block is copied as it stands", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(decision);
  const block = page.getByRole("region", { name: "Quote this" });
  await block.getByRole("button", { name: "Copy the block" }).click();
  await expect(block.getByRole("status")).toHaveText("Copied.");
  const shown = await block.evaluate((section) => section.querySelector("pre")?.textContent);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});
