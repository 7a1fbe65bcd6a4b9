import { z } from "zod";
import type { DecisionPage, Progress } from "#core/decision/decision-page.ts";
import type { Failure } from "#core/error-code.ts";
import type { Matrix } from "#core/matrix/matrix.ts";
import { chooseColumns, type MatrixChoice, WHOLE_MATRIX } from "#core/matrix/matrix-choice.ts";
import { fail, ok, type Result } from "#core/result.ts";
import { ENGINE_VERSION } from "#core/run/engine-version.ts";
import type { Database, Transaction } from "#server/db/database.ts";
import { orDatabaseAway } from "#server/db/or-database-away.ts";
import { noSuchDecision } from "#server/decision/no-such-decision.ts";
import { applyStance } from "#server/matrix/apply-stance.ts";
import { findReport } from "#server/matrix/find-report.ts";
import { readCurrentMatrix } from "#server/matrix/read-current-matrix.ts";
import { toStorable } from "#server/storable-text.ts";
import { findWorldFacts } from "#server/world/find-world-facts.ts";

const Threads = z.array(z.object({ title: z.string(), address: z.string() }));
const Status = z.enum(["open", "closed"]);

/**
 * `/d/<decision>`. The matrix is the last complete one while cells of newer versions are missing, and the current one,
 * with gaps, while there was none. At most seven statements, of which a complete decision needs four.
 */
export const getDecisionPage = (
  db: Database,
  slug: string,
  choice: MatrixChoice = WHOLE_MATRIX,
): Promise<Result<DecisionPage, Failure>> =>
  orDatabaseAway(async () => {
    const tx = db.prisma;
    const decision = await tx.decision.findUnique({ where: { slug: toStorable(slug) } });
    if (decision === null) return fail(noSuchDecision(slug));
    const frozen = decision.reportHash === null ? null : await findReport(tx, decision.reportHash);
    const isComplete = frozen !== null && decision.completeUnder === ENGINE_VERSION;
    const current = isComplete ? null : await readCurrentMatrix(tx, decision);
    const matrix = frozen ?? current?.matrix;
    if (matrix === undefined) throw new Error(`decision ${slug} has neither a report nor a matrix`);
    const stances = await findStances(tx, matrix);
    const read =
      choice.stance !== null && stances.includes(choice.stance) ? await applyStance(tx, matrix, choice.stance) : matrix;
    const world = await findWorldFacts(tx, matrix.world.hash);
    return ok({
      slug,
      title: decision.title,
      question: decision.question,
      context: decision.context,
      status: Status.parse(decision.status),
      matrix: chooseColumns(read, choice.columns),
      report: frozen === null ? null : decision.reportHash,
      progress: current?.progress ?? allOf(matrix),
      stances,
      limits: world?.limits ?? [],
      threads: Threads.parse(decision.threads),
    });
  });

function allOf({ columns, suites }: Matrix): Progress {
  const total = columns.length * scenarioHashes(suites).length;
  return { done: total, total };
}

async function findStances(tx: Transaction, { suites }: Matrix): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ stance: string }[]>`
    select distinct json_object_keys("document"->'stances') as "stance" from "ScenarioVersion"
    where "hash" = any(${scenarioHashes(suites)}::bpchar[]) order by 1`;
  return rows.map(({ stance }) => stance);
}

const scenarioHashes = (suites: Matrix["suites"]): readonly string[] => [
  ...new Set(suites.flatMap(({ rows }) => rows.map(({ hash }) => hash))),
];
