import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { runCommand } from "./run-command.ts";
import type { Failing, Tally } from "./tally.ts";

const Problem = z.object({ message: z.string().optional(), stack: z.string().optional() });
const Spec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({
      status: z.enum(["expected", "unexpected", "flaky", "skipped"]),
      results: z.array(z.object({ errors: z.array(Problem) })),
    }),
  ),
});
type Spec = z.infer<typeof Spec>;
/** The part of Playwright's JSON report that is counted: suites hold suites. */
const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});
type Suite = z.infer<typeof Suite>;
const Report = z.object({ suites: z.array(Suite), errors: z.array(Problem) });

/** Runs the browser tests against a service that is up, and counts them from the report and not from the text. */
export async function runPlaywright(env: Readonly<Record<string, string>>, deadlineMs: number): Promise<Tally> {
  const scratch = mkdtempSync(path.join(tmpdir(), "bakeoff-playwright-"));
  const file = path.join(scratch, "report.json");
  try {
    const ran = await runCommand("playwright", ["test", "--config=tests/e2e", "--reporter=json"], {
      deadlineMs,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    if (ran.timedOut)
      return onlyFailure(`the browser tests did not end within ${deadlineMs / 60_000} minutes`, ran.output);
    const tally = readReport(file);
    if (tally === null) return onlyFailure("the browser tests wrote no report", ran.output);
    if (ran.code !== 0 && tally.failed.length === 0) {
      return { ...tally, failed: [{ name: "browser tests, outside any test", why: ran.output }] };
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
  const report = Report.parse(JSON.parse(text));
  const failed: Failing[] = report.errors.map((error) => ({
    name: "browser tests, outside any test",
    why: textOf(error),
  }));
  const skipped: string[] = [];
  let passed = 0;
  for (const spec of report.suites.flatMap(specsOf)) {
    const name = `tests/e2e/${spec.file}:${spec.line} > ${spec.title}`;
    for (const { status, results } of spec.tests) {
      if (status === "expected") passed += 1;
      else if (status === "skipped") skipped.push(name);
      else failed.push({ name, why: results.flatMap(({ errors }) => errors.map(textOf)).join("\n") });
    }
  }
  return { passed, failed, skipped };
}

const specsOf = (suite: Suite): readonly Spec[] => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
const textOf = ({ message, stack }: z.infer<typeof Problem>): string => stack ?? message ?? "no reason given";
