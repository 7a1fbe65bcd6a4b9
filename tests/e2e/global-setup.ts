/**
 * Before all browser tests: a Chromium and a running service. `npm test` provides both through CHROMIUM_PATH and
 * E2E_ADDRESS; `playwright test -c tests/e2e` alone gets them here.
 */
import { findChromium } from "./find-chromium.ts";
import { startApp } from "./start-app.ts";

export default async function globalSetup(): Promise<() => Promise<void>> {
  const chromium = await findChromium();
  if (!chromium.ok) throw new Error(chromium.sentence);
  process.env["CHROMIUM_PATH"] = chromium.path;
  if (process.env["E2E_ADDRESS"] !== undefined) return async () => {};
  const app = await startApp((line) => console.log(line));
  process.env["E2E_ADDRESS"] = app.address;
  return async () => void (await app.stop());
}
