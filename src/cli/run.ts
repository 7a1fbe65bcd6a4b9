/** `bakeoff run`: the same cells as the service computes, from files, without a database. */
import { availableParallelism } from "node:os";
import { type RunCell, type RunReport, renderRunJson, renderRunText } from "#cli/render-run.ts";
import { type RunInput, type RunSources, readRunInput } from "#cli/run-input.ts";
import type { Failure } from "#core/error-code.ts";
import { buildMatrix } from "#core/matrix/build-matrix.ts";
import { UNPUBLISHED } from "#core/matrix/version-words.ts";
import { ownMember } from "#core/own-member.ts";
import { proposalHash } from "#core/proposal/proposal-hash.ts";
import { DEFAULT_SEED, ENGINE_VERSION } from "#core/run/engine-version.ts";
import { MachineFault } from "#core/run/machine-fault.ts";
import { createChildProcessSandbox } from "#sandbox/host/child-process-sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { computeCells } from "#server/run/compute-cells.ts";

export interface RunOptions extends RunSources {
  readonly only?: string;
  readonly stance?: string;
  readonly json?: boolean;
}
export interface RunOutput {
  out(text: string): void;
  err(text: string): void;
}
const RAN = 0;
const MACHINE_FAULT = 1;
const INPUT_PROBLEM = 2;

/** The exit code. Nothing is thrown but what is impossible. */
export async function runFiles(paths: readonly string[], options: RunOptions, io: RunOutput): Promise<number> {
  const sandbox = createChildProcessSandbox({ children: Math.max(1, Math.min(4, availableParallelism())) });
  try {
    const input = await readRunInput(sandbox, paths, options);
    if (!input.ok) {
      io.err(problemLines(input.error));
      return INPUT_PROBLEM;
    }
    const unknown = unknownStance(input.value, options.stance);
    if (unknown !== null) {
      io.err(unknown);
      return INPUT_PROBLEM;
    }
    const { cells, faults } = await computeAll(sandbox, input.value);
    const report = toReport(input.value, cells, options.stance ?? null);
    const choice = { stance: options.stance ?? null, columns: options.only?.split(",") ?? [], folded: false };
    io.out(options.json === true ? renderRunJson(report, choice) : renderRunText(report, choice));
    for (const fault of faults) io.err(`bakeoff: ${fault}\n`);
    return faults.length > 0 ? MACHINE_FAULT : RAN;
  } finally {
    await sandbox.close();
  }
}

/** All proposals at once; the sandbox decides how many really run. */
async function computeAll(sandbox: Sandbox, input: RunInput): Promise<{ cells: RunCell[]; faults: string[] }> {
  const cells: RunCell[] = [];
  const faults: string[] = [];
  const column = async (proposal: RunInput["proposals"][number]): Promise<void> => {
    const { key } = proposal.document;
    const request = {
      world: input.world,
      proposal: { hash: proposalHash(proposal), policy: proposal.policy },
      scenarios: input.scenarios,
      seed: DEFAULT_SEED,
    };
    try {
      for await (const cell of computeCells(sandbox, request)) {
        const scenario = input.scenarios[cell.index]?.scenario.slug ?? "";
        cells.push({ ...cell, proposal: key, scenario });
      }
    } catch (fault) {
      if (!(fault instanceof MachineFault)) throw fault;
      faults.push(`${key}: ${fault.message}`);
    }
  };
  await Promise.all(input.proposals.map(column));
  const order = new Map(input.proposals.map(({ document }, at) => [document.key, at]));
  const position = ({ proposal, index }: RunCell): number =>
    (order.get(proposal) ?? 0) * input.scenarios.length + index;
  return { cells: cells.toSorted((a, b) => position(a) - position(b)), faults: faults.sort() };
}

function toReport(input: RunInput, cells: readonly RunCell[], stance: string | null): RunReport {
  const { world, proposals, scenarios, suites } = input;
  const bySlug = new Map(scenarios.map(({ scenario, hash }) => [scenario.slug, { about: scenario.about, hash }]));
  const { manifest, hash } = world;
  const matrix = buildMatrix({
    decision: { slug: input.slug, title: input.title },
    world: { name: manifest.name, title: manifest.title, version: UNPUBLISHED, hash },
    engine: ENGINE_VERSION,
    seed: DEFAULT_SEED,
    stance,
    columns: proposals.map((proposal, position) => ({
      key: proposal.document.key,
      title: proposal.document.title,
      version: UNPUBLISHED,
      hash: proposalHash(proposal),
      position,
    })),
    suites: suites.map(({ slug, title }, position) => ({ slug, title, position })),
    rows: suites.flatMap((suite) =>
      suite.scenarios.map((slug, position) => ({
        suite: suite.slug,
        position,
        slug,
        about: bySlug.get(slug)?.about ?? "",
        version: UNPUBLISHED,
        hash: bySlug.get(slug)?.hash ?? "",
      })),
    ),
    cells: cells.map((cell) => {
      const { default: plain, stances } = cell.judgements;
      const { verdict, step, reason } = (stance === null ? undefined : ownMember(stances, stance)) ?? plain;
      const { proposal, scenario } = cell.inputs;
      return { hash: cell.address, verdict, step, reason, proposalHash: proposal, scenarioHash: scenario };
    }),
  });
  const predictions = new Map(scenarios.map(({ scenario }) => [scenario.slug, scenario.predict]));
  return { matrix, cells, predictions, limits: manifest.limits };
}

function unknownStance({ scenarios }: RunInput, stance: string | undefined): string | null {
  if (stance === undefined) return null;
  const known = [...new Set(scenarios.flatMap(({ scenario }) => Object.keys(scenario.stances)))].sort();
  if (known.includes(stance)) return null;
  return `bakeoff: no scenario has the stance "${stance}"; there is ${known.length === 0 ? "none" : known.join(", ")}\n`;
}

/** `file:line:column: message`, one problem a line. */
function problemLines({ sentence, problems }: Failure): string {
  if (problems === undefined || problems.length === 0) return `bakeoff: ${sentence}\n`;
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}\n`).join("");
}
