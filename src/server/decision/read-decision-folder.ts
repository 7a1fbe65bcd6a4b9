/**
 * A decision as a folder of files: `world.ts` with its parts beside it, `decision.yaml`, `proposals/<KEY>/` and
 * `scenarios/<suite>/<slug>.yaml`. Read by the seed, which publishes it, and by the command line, which runs it.
 */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type DecisionFile, parseDecisionFile } from "#core/decision/parse-decision-file.ts";
import type { Failure, InputProblem } from "#core/error-code.ts";
import { parseProposal } from "#core/proposal/parse-proposal.ts";
import type { ProposalSource } from "#core/proposal/proposal.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { type ParsedScenario, parseScenarioText } from "#core/scenario/parse-scenario-text.ts";
import { nearestName } from "#core/text/nearest-name.ts";
import { worldHash } from "#core/world/world-hash.ts";
import { WorldManifest } from "#core/world/world-manifest.ts";
import { type Sandbox, WorldRefused } from "#sandbox/sandbox.ts";

export interface FolderWorld {
  /** 64 hex digits. */
  readonly hash: string;
  /** Path to text. */
  readonly files: { readonly [path: string]: string };
  readonly manifest: WorldManifest;
}
export interface DecisionFolder extends Pick<DecisionFile, "slug" | "title" | "question" | "context" | "threads"> {
  readonly world: FolderWorld;
  /** In the order of the columns. */
  readonly proposals: readonly ProposalSource[];
  /** Families expanded, in the order of the suites. */
  readonly scenarios: readonly ParsedScenario[];
  /** `scenarios` are slugs of the list above. */
  readonly suites: readonly { readonly slug: string; readonly title: string; readonly scenarios: readonly string[] }[];
}
type Describe = Pick<Sandbox, "describe">;

/** Reports every problem of every file at once; paths in them begin at `folder`. */
export async function readDecisionFolder(sandbox: Describe, folder: string): Promise<Result<DecisionFolder, Failure>> {
  const decisionPath = join(folder, "decision.yaml");
  const text = await readText(decisionPath);
  if (text === null) return fail(missing(decisionPath));
  const decision = parseDecisionFile(text, decisionPath);
  if (!decision.ok) return decision;
  const world = await readWorld(sandbox, folder);
  if (!world.ok) return world;

  const problems: InputProblem[] = [];
  const proposals: ProposalSource[] = [];
  for (const key of decision.value.proposals) {
    const proposal = await readProposal(join(folder, "proposals", key), world.value.manifest);
    if (!proposal.ok) problems.push(...problemsOf(proposal.error, decisionPath));
    else if (proposal.value.document.key === key) proposals.push(proposal.value);
    else
      problems.push(at(join(folder, "proposals", key, "proposal.yaml"), `key wants ${key}, as the folder is called`));
  }
  const files = await readScenarioFiles(join(folder, "scenarios"), world.value.manifest);
  problems.push(...files.problems);
  const { suites, named } = placeScenarios(decision.value, files.byName, decisionPath, problems);
  if (problems.length > 0) return fail(toFailure(problems));
  const { slug, title, question, context, threads } = decision.value;
  return ok({ slug, title, question, context, threads, world: world.value, proposals, scenarios: named, suites });
}

/** The `.ts` files of the folder itself are the world's source. */
export async function readWorld(sandbox: Describe, folder: string): Promise<Result<FolderWorld, Failure>> {
  const files: Record<string, string> = {};
  for (const name of await listFolder(folder)) {
    if (!name.endsWith(".ts")) continue;
    const text = await readText(join(folder, name));
    if (text !== null) files[name] = text;
  }
  const entry = join(folder, "world.ts");
  if (files["world.ts"] === undefined) return fail(missing(entry));
  try {
    const manifest = WorldManifest.parse(JSON.parse(await sandbox.describe({ files })));
    return ok({ hash: worldHash(files), files, manifest });
  } catch (error) {
    if (!(error instanceof WorldRefused)) throw error;
    return fail({ ...toFailure([at(entry, error.message)]), code: "WORLD_REFUSED" });
  }
}

/** `proposal.yaml`, `interface.h` and `policy.ts` of one folder. */
export async function readProposal(folder: string, manifest: WorldManifest): Promise<Result<ProposalSource, Failure>> {
  const [document, prototypes, policy] = await Promise.all(
    ["proposal.yaml", "interface.h", "policy.ts"].map((name) => readText(join(folder, name))),
  );
  if (document == null) return fail(missing(join(folder, "proposal.yaml")));
  if (prototypes == null) return fail(missing(join(folder, "interface.h")));
  if (policy == null) return fail(missing(join(folder, "policy.ts")));
  return parseProposal({ document, interface: prototypes, policy }, manifest, `${folder}/`);
}

export async function readScenarioFile(
  path: string,
  manifest: WorldManifest,
): Promise<Result<readonly ParsedScenario[], Failure>> {
  const text = await readText(path);
  return text === null ? fail(missing(path)) : parseScenarioText(text, manifest, path);
}

interface ScenarioFiles {
  /** Name of the file without the ending, to its members. */
  readonly byName: ReadonlyMap<string, { readonly path: string; readonly members: readonly ParsedScenario[] }>;
  readonly problems: readonly InputProblem[];
}
async function readScenarioFiles(folder: string, manifest: WorldManifest): Promise<ScenarioFiles> {
  const byName = new Map<string, { path: string; members: readonly ParsedScenario[] }>();
  const problems: InputProblem[] = [];
  const slugs = new Map<string, string>();
  for (const suite of await listFolder(folder)) {
    for (const file of await listFolder(join(folder, suite))) {
      if (!file.endsWith(".yaml")) continue;
      const path = join(folder, suite, file);
      const name = basename(file, ".yaml");
      const parsed = await readScenarioFile(path, manifest);
      if (!parsed.ok) problems.push(...problemsOf(parsed.error, path));
      const members = parsed.ok ? parsed.value : [];
      const other = byName.get(name);
      if (other !== undefined) problems.push(at(path, `the file ${other.path} has the same name`));
      byName.set(name, { path, members });
      for (const { scenario } of members) {
        const taken = slugs.get(scenario.slug);
        if (taken !== undefined && taken !== path)
          problems.push(at(path, `the scenario "${scenario.slug}" is in ${taken} as well`));
        slugs.set(scenario.slug, path);
      }
    }
  }
  return { byName, problems };
}

function placeScenarios(
  decision: DecisionFile,
  byName: ScenarioFiles["byName"],
  decisionPath: string,
  problems: InputProblem[],
): { readonly suites: DecisionFolder["suites"]; readonly named: readonly ParsedScenario[] } {
  const used = new Map<string, readonly ParsedScenario[]>();
  const suites = decision.suites.map(({ slug, title, scenarios }) => ({
    slug,
    title,
    scenarios: scenarios.flatMap((name) => {
      const found = byName.get(name);
      if (found === undefined) {
        const nearest = nearestName(name, [...byName.keys()]);
        const hint = nearest === null ? "" : `; did you mean ${nearest}?`;
        problems.push(at(decisionPath, `suite ${slug}: there is no scenarios/<suite>/${name}.yaml${hint}`));
        return [];
      }
      used.set(name, found.members);
      return found.members.map(({ scenario }) => scenario.slug);
    }),
  }));
  for (const [name, { path }] of byName)
    if (!used.has(name)) problems.push(at(path, "no suite of decision.yaml names this file"));
  return { suites, named: [...used.values()].flat() };
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Null where there is no such file. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR");

const at = (file: string, message: string): InputProblem => ({ file, line: 1, column: 1, message });
const missing = (path: string): Failure => ({
  code: "NOT_FOUND",
  sentence: `There is no file ${path}.`,
  problems: [at(path, "there is no such file")],
});
const problemsOf = (failure: Failure, path: string): readonly InputProblem[] =>
  failure.problems ?? [at(path, failure.sentence)];

function toFailure(problems: readonly InputProblem[]): Failure {
  const [first] = problems;
  const more = problems.length - 1;
  const where = first === undefined ? "" : `${first.file} line ${first.line}, column ${first.column}: ${first.message}`;
  return {
    code: "INPUT_INVALID",
    sentence: `${where}.${more > 0 ? ` ${more} more problem${more === 1 ? "" : "s"}.` : ""}`,
    problems,
  };
}
