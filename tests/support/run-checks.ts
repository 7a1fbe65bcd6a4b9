/** What holds without running the service: format, lint, types, import rules and other laws of the layout, dead code. */
import { runCommand } from "./run-command.ts";
import { runVitest } from "./run-vitest.ts";
import { sumTallies, type Tally } from "./tally.ts";
import { timePart } from "./time-part.ts";

const DEADLINE_MS = 3 * 60_000;
/** Rooms that run where there is neither a browser nor Node: their own settings leave both out of the types. */
const pureRooms = ["src/core", "src/world-kit", "src/worlds", "src/sandbox/guest"];

export async function runChecks(): Promise<Tally> {
  const tallies = [
    await check("format", "biome", ["check", "--error-on-warnings", "."]),
    await check("lint", "oxlint", ["--deny-warnings", "--report-unused-disable-directives"]),
    await check("types", "tsc", ["--noEmit", "-p", "tsconfig.json"]),
  ];
  for (const room of pureRooms) {
    tallies.push(await check(`types of ${room}`, "tsc", ["--noEmit", "-p", `${room}/tsconfig.json`]));
  }
  tallies.push(
    await check("dead code", "knip", ["--no-progress"]),
    await timePart("architecture", () => runVitest(["tests/architecture"], DEADLINE_MS)),
  );
  return sumTallies(tallies);
}

/** A command that must end with code 0 counts as one check. */
const check = (name: string, command: string, args: readonly string[]): Promise<Tally> =>
  timePart(name, async () => {
    const { code, output } = await runCommand(command, args, { deadlineMs: DEADLINE_MS });
    if (code === 0) return { passed: 1, failed: [], skipped: [] };
    return { passed: 0, failed: [{ name: `check: ${name}`, why: output }], skipped: [] };
  });
