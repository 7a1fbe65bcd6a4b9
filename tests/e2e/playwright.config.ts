import { defineConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM_PATH"];
const address = process.env["E2E_ADDRESS"];

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "./global-setup.ts",
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env["CI"] !== undefined,
  // One service, one database: files follow each other, so that a failure is the same everywhere.
  workers: 1,
  retries: 0,
  use: {
    // Set by the time a test runs: the tests' own process reads this file after the set-up.
    ...(address === undefined ? {} : { baseURL: address }),
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        // Chromium's own sandbox does not work for root; the tests open nothing but the service.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
