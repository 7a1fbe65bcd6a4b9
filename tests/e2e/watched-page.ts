/**
 * `test` with a page that is watched: a line on the console that says error, an exception, or a request to another host
 * fails the test, whatever else it looks at.
 */
import { test as base, expect, type Page } from "@playwright/test";

export { expect };
export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== baseURL) complaints.push(`asked ${request.url()}`);
    });
    await use(page);
    expect(complaints).toEqual([]);
  },
});
