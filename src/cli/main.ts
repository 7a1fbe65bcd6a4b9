/** The command line. Exit code 0: it ran; 1: the machine or a world failed; 2: the input has problems, listed on stderr. */
import { Command, CommanderError } from "commander";
import { runFiles } from "#cli/run.ts";

const INPUT_PROBLEM = 2;
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

// Who reads only the first lines (`| head`) closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const program = new Command("bakeoff")
  .description("Runs scenarios against interface proposals, offline.")
  .exitOverride();

program
  .command("run")
  .description("Run a decision folder, or scenario files against the world and the proposals named by options.")
  .argument("<paths...>", "a folder with decision.yaml, or scenario files")
  .option("--world <folder>", "folder with world.ts, for scenario files")
  .option("--proposal <folder>", "folder with policy.ts, for scenario files; may be repeated", collect)
  .option("--only <keys>", "show only these proposals, separated by commas")
  .option("--stance <name>", "read the outcomes under this stance")
  .option("--text", "the matrix and the reasons as text (what you get without it)")
  .option("--json", "one JSON document with the hashes of cells and traces")
  .action(async (paths: string[], options: Parameters<typeof runFiles>[1]) => {
    process.exitCode = await runFiles(paths, options, {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : INPUT_PROBLEM;
}
