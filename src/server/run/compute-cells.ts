/**
 * Runs scenarios against one proposal version and judges what came back. Used by the worker, which stores the cells, and
 * by the command line, which prints them; both therefore say the same about the same inputs.
 */
import { createHash } from "node:crypto";
import { type CellInputs, cellAddress } from "#core/run/cell-address.ts";
import type { OutcomeWithoutTrace } from "#core/run/cell-page.ts";
import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import { judgeOutcome } from "#core/run/judge-outcome.ts";
import { MachineFault } from "#core/run/machine-fault.ts";
import type { Outcome } from "#core/run/outcome.ts";
import { parseTrace } from "#core/run/parse-trace.ts";
import type { Trace } from "#core/run/trace.ts";
import type { Judgements } from "#core/run/verdict.ts";
import type { Scenario } from "#core/scenario/scenario.ts";
import { toProgram } from "#core/scenario/to-program.ts";
import type { WorldManifest } from "#core/world/world-manifest.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";

export interface ComputeCellsRequest {
  readonly world: {
    readonly hash: string;
    /** Path to text. */
    readonly files: { readonly [path: string]: string };
    readonly manifest: WorldManifest;
  };
  readonly proposal: { readonly hash: string; readonly policy: string };
  readonly scenarios: readonly { readonly hash: string; readonly scenario: Scenario }[];
  readonly seed: number;
}
/** Everything that the table of cells holds of one cell. */
export interface ComputedCell {
  /** Counts the scenarios of the request, from 0. */
  readonly index: number;
  /** 64 hex digits. */
  readonly address: string;
  readonly inputs: CellInputs;
  readonly outcome: OutcomeWithoutTrace;
  /** The bytes the sandbox wrote, and their SHA-256; null where the run left no trace. */
  readonly traceText: string | null;
  readonly traceHash: string | null;
  readonly judgements: Judgements;
}

/**
 * One cell for each scenario, as they are done. Throws `MachineFault` for what is nobody's verdict; one scenario's fault
 * is thrown only after every other cell of the request was handed out, so that it cannot hold back its neighbours.
 */
export async function* computeCells(
  sandbox: Sandbox,
  { world, proposal, scenarios, seed }: ComputeCellsRequest,
  signal?: AbortSignal,
): AsyncGenerator<ComputedCell> {
  if (scenarios.length === 0) return;
  const programs = scenarios.map(({ scenario }) => toProgram(scenario, world.manifest));
  const outcomes = sandbox.run(
    { world: { files: world.files }, policy: proposal.policy, scenarios: programs, seed },
    signal,
  );
  const faults: string[] = [];
  for await (const { index, outcome } of outcomes) {
    const input = scenarios[index];
    if (input === undefined)
      throw new MachineFault(`the sandbox answered for scenario ${index}, which nobody asked for`);
    const inputs = {
      world: world.hash,
      proposal: proposal.hash,
      scenario: input.hash,
      engine: ENGINE_VERSION,
      seed,
    };
    const judged = judge(world.manifest, input.scenario, outcome);
    if (judged instanceof MachineFault) {
      faults.push(`${input.scenario.slug}: ${judged.message}`);
      continue;
    }
    yield { index, address: cellAddress(inputs), inputs, ...judged };
  }
  if (faults.length > 0) throw new MachineFault(faults.join("; "));
}

/** As `textHash` of the core, twenty times faster: traces are the bulk of what is hashed. */
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

type Judged = Pick<ComputedCell, "outcome" | "traceText" | "traceHash" | "judgements">;

function judge(manifest: WorldManifest, scenario: Scenario, outcome: Outcome): Judged | MachineFault {
  try {
    const trace: Trace | null = outcome.kind === "traced" ? parseTraceOrFault(outcome.trace) : null;
    const judgements = judgeOutcome(manifest, scenario, outcome, trace);
    if (outcome.kind !== "traced") return { outcome, traceText: null, traceHash: null, judgements };
    const { trace: traceText, ...rest } = outcome;
    return { outcome: rest, traceText, traceHash: sha256(traceText), judgements };
  } catch (fault) {
    if (fault instanceof MachineFault) return fault;
    throw fault;
  }
}

function parseTraceOrFault(text: string): Trace {
  const parsed = parseTrace(text);
  if (!parsed.ok) throw new MachineFault(`the sandbox answered something that is no trace: ${parsed.error}`);
  return parsed.value;
}
