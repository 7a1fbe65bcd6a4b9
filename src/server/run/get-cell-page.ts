import { createHash } from "node:crypto";
import { zstdDecompressSync } from "node:zlib";
import { z } from "zod";
import type { Failure } from "#core/error-code.ts";
import { invariant } from "#core/invariant.ts";
import { fail, ok, type Result } from "#core/result.ts";
import type { CellPage, OutcomeWithoutTrace } from "#core/run/cell-page.ts";
import { Outcome } from "#core/run/outcome.ts";
import { parseTrace } from "#core/run/parse-trace.ts";
import type { Trace } from "#core/run/trace.ts";
import { Judgements } from "#core/run/verdict.ts";
import type { Database } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { findByPrefix } from "#server/find-by-prefix.ts";
import { type CellOrigin, findCellOrigin, findMissingInputs } from "#server/run/find-cell-origin.ts";
import { findWorldFacts } from "#server/world/find-world-facts.ts";

/** Far above the sandbox's own limit for a trace; a damaged row must not fill the memory. */
const TRACE_BYTES_MAX = 64 * 1024 * 1024;

/** `/c/<hash>`. Nothing is substituted: a cell whose inputs are not stored any more says which. Four statements. */
export const getCellPage = (db: Database, prefix: string): Promise<Result<CellPage, Failure>> =>
  orDatabaseAway(async () => {
    const hash = await findByPrefix("cell", prefix, async ({ from, to, take }) => {
      const rows = await db.prisma.$queryRaw<{ hash: string }[]>`
        select "hash" from "Cell" where "hash" between ${from}::bpchar and ${to}::bpchar order by "hash" limit ${take}`;
      return rows.map((row) => row.hash);
    });
    if (!hash.ok) return hash;
    const cell = await db.prisma.cell.findUniqueOrThrow({ where: { hash: hash.value } });
    const world = await findWorldFacts(db.prisma, cell.worldHash);
    const origin = await findCellOrigin(db.prisma, cell);
    if (world === null || origin === null) {
      const missing = await findMissingInputs(db.prisma, cell);
      return fail({
        code: "NOT_FOUND",
        sentence: `The cell ${cell.hash} is kept, but what it was made from is not stored any more: ${missing.join(", ")}.`,
      });
    }
    return ok({
      hash: cell.hash,
      decision: { slug: origin.decisionSlug, title: origin.decisionTitle },
      inputs: inputsOf(origin, { ...cell, world }),
      judgements: Judgements.parse(cell.judgements),
      predicted: origin.predict[origin.key] ?? null,
      outcome: parseOutcome(cell.outcome),
      trace: cell.trace === null ? null : readTrace(cell.trace, cell.traceHash),
      traceHash: cell.traceHash,
      scenarioText: origin.text,
      view: world.view,
      limits: world.limits,
    });
  });

const inputsOf = (
  origin: CellOrigin,
  cell: {
    readonly world: { readonly name: string; readonly version: number; readonly hash: string };
    readonly proposalHash: string;
    readonly scenarioHash: string;
    readonly engine: string;
    readonly seed: number;
  },
): CellPage["inputs"] => ({
  world: { name: cell.world.name, version: cell.world.version, hash: cell.world.hash },
  proposal: {
    key: origin.key,
    title: origin.proposalTitle,
    version: origin.proposalVersion,
    hash: cell.proposalHash,
  },
  scenario: { slug: origin.slug, about: origin.about, version: origin.scenarioVersion, hash: cell.scenarioHash },
  engine: cell.engine,
  seed: cell.seed,
});

const Traced = z.strictObject({ kind: z.literal("traced"), thrown: Outcome.options[0].shape.thrown });
function parseOutcome(value: unknown): OutcomeWithoutTrace {
  const traced = Traced.safeParse(value);
  if (traced.success) return traced.data;
  const outcome = Outcome.parse(value);
  invariant(outcome.kind !== "traced", "the trace is stored beside the outcome");
  return outcome;
}

function readTrace(bytes: Uint8Array, hash: string | null): Trace {
  const text = zstdDecompressSync(bytes, { maxOutputLength: TRACE_BYTES_MAX });
  invariant(createHash("sha256").update(text).digest("hex") === hash, "a stored trace has the hash stored beside it");
  const trace = parseTrace(text.toString("utf8"));
  invariant(trace.ok, "a stored trace was checked before it was stored");
  return trace.value;
}
