/**
 * `npm run bench`: every figure the service is measured against, medians, in one run. Ratios compare two sides on the same
 * machine at the same time; absolute figures belong to the machine they were taken on.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { permalink } from "#core/permalink.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import { openDatabase } from "#server/db/database.ts";
import { readDecisionFolder } from "#server/decision/read-decision-folder.ts";
import { createLog } from "#server/log.ts";
import { buildWeb } from "#setup/build-web.ts";
import { startEmbeddedPostgres } from "#setup/embedded-postgres.ts";
import { migrate } from "#setup/migrate.ts";
import { valueOf } from "../support/lamp-decision.ts";
import { benchPages } from "./page-bench.ts";
import { benchSandbox } from "./sandbox-bench.ts";
import { benchService } from "./service-bench.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const whole = (figure: number): string => Math.round(figure).toLocaleString("en-US");

const scratch = mkdtempSync(path.join(tmpdir(), "bakeoff-bench-"));
// As root, PostgreSQL runs as somebody else, who must be able to pass through.
chmodSync(scratch, 0o755);
say(`Node ${process.version}, V8 ${process.versions.v8}, ${cpus().length} cores`);

const sandbox = createChildProcessSandbox({ children: 1 });
const folder = valueOf(
  await readDecisionFolder(sandbox, fileURLToPath(new URL("../../src/worlds/pfn-cachemode", import.meta.url))),
);
say("");
say("Sandbox (medians of 5 rounds, world pfn-cachemode, policy O4d)");
const speed = await benchSandbox(sandbox, folder);
await sandbox.close();
say(`  20-step scenarios, bare V8          ${whole(speed.bareScenariosPerSecond)} /s`);
say(`  20-step scenarios, sandbox          ${whole(speed.sandboxScenariosPerSecond)} /s`);
say(`  sandbox over bare V8                ${speed.ratio.toFixed(2)}      goal >= 0.70`);
say(`  set-up of a proposal, warm          ${speed.setUpMs.toFixed(1)} ms   goal <= 10`);

const postgres = await startEmbeddedPostgres({ dataDir: path.join(scratch, "postgres") });
try {
  await migrate(postgres.url);
  const db = openDatabase({ url: postgres.url, name: "bench", max: 4, log: createLog("setup", "warn") });
  try {
    say("");
    say("Service (embedded PostgreSQL, fsync on, one worker with two sandbox children)");
    const service = await benchService(db, postgres.url, folder);
    say(`  cells stored (${whole(service.cells)} cells)         ${whole(service.cellsPerSecond)} /s   goal >= 3,000`);
    say(`  publish to last of 9 verdicts       ${service.publishToLastVerdictMs.toFixed(0)} ms     goal < 300`);
    say(`  of which the publishing itself      ${service.publishMs.toFixed(0)} ms`);
    const cell = await db.prisma.cell.findFirstOrThrow({ select: { hash: true }, orderBy: { hash: "asc" } });
    const report = await db.prisma.report.findFirstOrThrow({ select: { hash: true }, orderBy: { frozenAt: "asc" } });
    await buildWeb({ ...process.env }, path.join(scratch, "build.log"), new AbortController().signal);
    say("");
    say("Pages (8 keep-alive connections, one web process; bare = node:http sending the same bytes)");
    const paths = [
      permalink.cell(cell.hash),
      permalink.report(report.hash),
      permalink.cell(cell.hash, "txt"),
      permalink.report(report.hash, "txt"),
      permalink.decision(folder.slug, "txt"),
    ];
    for (const page of await benchPages(postgres.url, paths)) {
      say(
        `  ${page.path.padEnd(26)} ${whole(page.bytes).padStart(7)} B  ${whole(page.requestsPerSecond).padStart(7)} /s  bare ${whole(page.barePerSecond).padStart(7)} /s  ratio ${page.ratio.toFixed(2)}`,
      );
    }
  } finally {
    await db.close();
  }
} finally {
  await postgres.stop();
  rmSync(scratch, { recursive: true, force: true });
}
