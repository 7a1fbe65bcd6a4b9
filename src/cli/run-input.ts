/** What a run is made of, from a decision's folder or from files that somebody named one by one. */
import { existsSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Failure, InputProblem } from "#core/error-code.ts";
import type { ProposalSource } from "#core/proposal/proposal.ts";
import { fail, ok, type Result } from "#core/result.ts";
import type { ParsedScenario } from "#core/scenario/parse-scenario-text.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import {
  type DecisionFolder,
  readDecisionFolder,
  readProposal,
  readScenarioFile,
  readWorld,
} from "#server/decision/read-decision-folder.ts";

export type RunInput = Pick<DecisionFolder, "slug" | "title" | "world" | "proposals" | "scenarios" | "suites">;
export interface RunSources {
  readonly world?: string;
  readonly proposal?: readonly string[];
}

export async function readRunInput(
  sandbox: Sandbox,
  paths: readonly string[],
  sources: RunSources,
): Promise<Result<RunInput, Failure>> {
  const [folder, second] = paths;
  if (folder !== undefined && second === undefined && existsSync(join(folder, "decision.yaml")))
    return readDecisionFolder(sandbox, folder);
  if (sources.world === undefined || sources.proposal === undefined)
    return fail({
      code: "INPUT_INVALID",
      sentence: `There is no decision.yaml in ${folder ?? "."}. Scenario files need --world <folder> and at least one --proposal <folder>.`,
    });
  const world = await readWorld(sandbox, sources.world);
  if (!world.ok) return world;
  const { manifest } = world.value;
  const problems: InputProblem[] = [];
  const proposals: ProposalSource[] = [];
  for (const path of sources.proposal) {
    const proposal = await readProposal(path, manifest);
    if (proposal.ok) proposals.push(proposal.value);
    else problems.push(...problemsOf(proposal.error, path));
  }
  const scenarios: ParsedScenario[] = [];
  for (const path of await scenarioPaths(paths)) {
    const parsed = await readScenarioFile(path, manifest);
    if (parsed.ok) scenarios.push(...parsed.value);
    else problems.push(...problemsOf(parsed.error, path));
  }
  problems.push(
    ...repeated(
      proposals.map(({ document }) => document.key),
      "proposal",
    ),
  );
  problems.push(
    ...repeated(
      scenarios.map(({ scenario }) => scenario.slug),
      "scenario",
    ),
  );
  if (problems.length > 0)
    return fail({ code: "INPUT_INVALID", sentence: "The files cannot be run as they are.", problems });
  const suite = { slug: "files", title: "Scenarios", scenarios: scenarios.map(({ scenario }) => scenario.slug) };
  return ok({ slug: "files", title: manifest.title, world: world.value, proposals, scenarios, suites: [suite] });
}

async function scenarioPaths(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (!existsSync(path) || !statSync(path).isDirectory()) {
      found.push(path);
      continue;
    }
    const names = await readdir(path, { recursive: true });
    found.push(
      ...names
        .filter((name) => name.endsWith(".yaml"))
        .sort()
        .map((name) => join(path, name)),
    );
  }
  return found;
}

function repeated(names: readonly string[], what: string): readonly InputProblem[] {
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].map((name) => ({ file: name, line: 1, column: 1, message: `this ${what} is there twice` }));
}

const problemsOf = ({ problems, sentence }: Failure, file: string): readonly InputProblem[] =>
  problems ?? [{ file, line: 1, column: 1, message: sentence }];
