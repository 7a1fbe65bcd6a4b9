import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { root, runCommand } from "./run-command.ts";
import type { Failing, Tally } from "./tally.ts";

/** The part of vitest's JSON report that is counted. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** Runs the tests of these folders, and counts them from the report and not from the text. */
export async function runVitest(folders: readonly string[], deadlineMs: number): Promise<Tally> {
  const scratch = mkdtempSync(path.join(tmpdir(), "bakeoff-vitest-"));
  const file = path.join(scratch, "report.json");
  try {
    const args = [
      "run",
      "-c",
      "tests/vitest.config.ts",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ];
    const ran = await runCommand("vitest", [...args, ...folders], { deadlineMs });
    if (ran.timedOut) return onlyFailure(`vitest did not end within ${deadlineMs / 60_000} minutes`, ran.output);
    const tally = readReport(file);
    if (tally === null) return onlyFailure("vitest wrote no report", ran.output);
    // An error outside any test, such as a promise nobody waited for.
    if (ran.code !== 0 && tally.failed.length === 0) {
      return { ...tally, failed: [{ name: "vitest, outside any test", why: ran.output }] };
    }
    return tally;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const onlyFailure = (name: string, why: string): Tally => ({ passed: 0, failed: [{ name, why }], skipped: [] });

function readReport(file: string): Tally | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  const { testResults } = Report.parse(JSON.parse(text));
  const failed: Failing[] = [];
  const skipped: string[] = [];
  let passed = 0;
  for (const { name, status, message, assertionResults } of testResults) {
    const where = path.relative(root, name);
    for (const test of assertionResults) {
      const title = `${where} > ${test.fullName}`;
      if (test.status === "passed") passed += 1;
      else if (test.status === "failed") failed.push({ name: title, why: (test.failureMessages ?? []).join("\n") });
      else skipped.push(title);
    }
    // A file that could not be loaded, or whose preparation failed, has no failing test of its own.
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
      failed.push({ name: where, why: message ?? "" });
    }
  }
  return { passed, failed, skipped };
}
