/**
 * Stores computed cells, many in one statement, and tells the live pages. Recording the same cell again changes nothing;
 * only what was stopped from outside (`TIME` and the like) gives way to a later answer.
 */
import { constants, zstdCompressSync } from "node:zlib";
import type pg from "pg";
import { CHANNEL } from "#server/live/channel.ts";
import type { ComputedCell } from "#server/run/compute-cells.ts";
import { storableJson, toStorable } from "#server/storable-text.ts";

/** A fifth to a tenth of the size for traces, which repeat their names at every step; higher levels gain little. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** At once: 0.03 ms a trace, a tenth of what handing it to another thread costs. */
const compressTrace = (text: string | null): Buffer | null => (text === null ? null : zstdCompressSync(text, LEVEL));

const STATEMENT = `
  with recorded as (
    insert into "Cell" ("hash", "worldHash", "proposalHash", "scenarioHash", "engine", "seed", "verdict", "step",
                        "reason", "judgements", "outcome", "trace", "traceHash")
    select hash, world, proposal, scenario, engine, seed, verdict, step, reason, judgements::json, outcome::json,
           trace, trace_hash
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[],
                $9::text[], $10::text[], $11::text[], $12::bytea[], $13::text[])
      as cell(hash, world, proposal, scenario, engine, seed, verdict, step, reason, judgements, outcome, trace, trace_hash)
    -- One order for everybody, so that two workers with the same cells never wait for each other in a circle.
    order by hash
    on conflict ("hash") do update set
      "verdict" = excluded."verdict", "step" = excluded."step", "reason" = excluded."reason",
      "judgements" = excluded."judgements", "outcome" = excluded."outcome", "trace" = excluded."trace",
      "traceHash" = excluded."traceHash", "storedAt" = now()
    where "Cell"."outcome"->>'kind' in ('timed-out', 'out-of-memory', 'output-too-large')
    returning 1
  )
  select count(*)::int as recorded, pg_notify($14, $15) from recorded`;

/** How many cells were not there before, or gave way. */
export async function recordCells(
  pool: pg.Pool,
  decisionId: string,
  computed: readonly ComputedCell[],
): Promise<number> {
  const cells = [...new Map(computed.map((cell) => [cell.address, cell])).values()];
  if (cells.length === 0) return 0;
  const { rows } = await pool.query<{ recorded: number }>({
    name: "record-cells",
    text: STATEMENT,
    values: [
      cells.map(({ address }) => address),
      cells.map(({ inputs }) => inputs.world),
      cells.map(({ inputs }) => inputs.proposal),
      cells.map(({ inputs }) => inputs.scenario),
      cells.map(({ inputs }) => inputs.engine),
      cells.map(({ inputs }) => inputs.seed),
      cells.map(({ judgements }) => judgements.default.verdict),
      cells.map(({ judgements }) => judgements.default.step),
      cells.map(({ judgements }) => toStorable(judgements.default.reason)),
      cells.map(({ judgements }) => storableJson(judgements)),
      cells.map(({ outcome }) => storableJson(outcome)),
      cells.map(({ traceText }) => compressTrace(traceText)),
      cells.map(({ traceHash }) => traceHash),
      CHANNEL,
      decisionId,
    ],
  });
  return rows[0]?.recorded ?? 0;
}
