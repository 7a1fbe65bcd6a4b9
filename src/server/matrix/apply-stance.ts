import { z } from "zod";
import type { Matrix } from "#core/matrix/matrix.ts";
import { Verdict } from "#core/run/verdict.ts";
import type { Transaction } from "#server/db/database.ts";

const Reading = z.object({ hash: z.string(), verdict: Verdict, step: z.int().nullable(), reason: z.string() });

/** The same cells as read under a stance; scenarios that do not declare it keep their default reading. One statement. */
export async function applyStance(tx: Transaction, matrix: Matrix, stance: string): Promise<Matrix> {
  const hashes = matrix.suites.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell === null ? [] : [cell.hash]))),
  );
  const rows = await tx.$queryRaw<unknown[]>`
    select "hash", reading->>'verdict' as "verdict", (reading->>'step')::int as "step", reading->>'reason' as "reason"
    from "Cell" cross join lateral (select "judgements"->'stances'->${stance}::text as reading) r
    where "hash" = any(${hashes}::bpchar[]) and reading is not null`;
  const readings = new Map(rows.map((row) => Reading.parse(row)).map((reading) => [reading.hash, reading]));
  return {
    ...matrix,
    stance,
    suites: matrix.suites.map((suite) => ({
      ...suite,
      rows: suite.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => (cell === null ? null : (readings.get(cell.hash) ?? cell))),
      })),
    })),
  };
}
