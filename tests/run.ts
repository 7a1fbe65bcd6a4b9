/**
 * `npm test`: everything, in the order in which it fails fastest. The last line is `N passed, N failed`. Where the parts
 * take longer than their deadlines they are ended and count as failed, so that the whole ends in under 20 minutes.
 */
import { type FoundChromium, findChromium } from "./e2e/find-chromium.ts";
import { type StartedApp, startApp } from "./e2e/start-app.ts";
import { runs } from "./support/property-runs.ts";
import { runChecks } from "./support/run-checks.ts";
import { runPlaywright } from "./support/run-playwright.ts";
import { runVitest } from "./support/run-vitest.ts";
import { printTally, sumTallies, type Tally } from "./support/tally.ts";
import { timePart } from "./support/time-part.ts";

const MINUTE_MS = 60_000;
const passing: Tally = { passed: 1, failed: [], skipped: [] };
const failing = (name: string, why: string): Tally => ({ passed: 0, failed: [{ name, why }], skipped: [] });

const began = performance.now();
console.log(`Node ${process.version}; property tests use the seed ${runs(1).seed}`);
const tallies = [await runChecks()];
for (const folder of ["unit", "property", "sandbox", "integration"]) {
  tallies.push(await timePart(folder, () => runVitest([`tests/${folder}`], 4 * MINUTE_MS)));
}
tallies.push(...(await runInBrowser()));
console.log(`all parts${" ".repeat(46)}${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s`);
const tally = sumTallies(tallies);
printTally(tally);
process.exitCode = tally.failed.length === 0 ? 0 : 1;

/** A Chromium, the real service, the browser tests, and a clean stop: each is counted. */
async function runInBrowser(): Promise<readonly Tally[]> {
  let chromium: FoundChromium = { ok: false, sentence: "" };
  const found = await timePart("chromium", async () => {
    chromium = await findChromium();
    return chromium.ok ? passing : failing("a Chromium to run the browser tests in", chromium.sentence);
  });
  let app: StartedApp | null = null;
  const started = await timePart("build and start the service", async () => {
    try {
      app = await startApp((line) => console.log(`  ${line}`));
      return passing;
    } catch (error) {
      return failing("the service starts", error instanceof Error ? error.message : String(error));
    }
  });
  return [found, started, ...(app === null ? [] : await browseAndStop(app, chromium))];
}

async function browseAndStop(app: StartedApp, chromium: FoundChromium): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  if (chromium.ok) {
    const env = { CHROMIUM_PATH: chromium.path, E2E_ADDRESS: app.address };
    tallies.push(await timePart("browser", () => runPlaywright(env, 6 * MINUTE_MS)));
  }
  const stopped = await timePart("stop the service", async () => {
    const code = await app.stop();
    return code === 0 ? passing : failing("the service stops cleanly", `exit code ${code}\n${app.output()}`);
  });
  return [...tallies, stopped];
}
