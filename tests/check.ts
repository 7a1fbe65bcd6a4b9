/** `npm run check`: everything that can be said about the tree without starting the service. */
import { runChecks } from "./support/run-checks.ts";
import { printTally } from "./support/tally.ts";

const tally = await runChecks();
printTally(tally);
process.exitCode = tally.failed.length === 0 ? 0 : 1;
