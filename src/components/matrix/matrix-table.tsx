/**
 * The matrix as one real table: a body for each suite, a row for each scenario, a column for each proposal, and a word with
 * a link in every cell. Below 640 px the style sheet turns the same rows into one list per scenario.
 */

import { verdictClass } from "#components/matrix/verdict-word.tsx";
import type { Matrix, MatrixCell, MatrixColumn, MatrixRow, MatrixSuite } from "#core/matrix/matrix.ts";
import { rowAgrees } from "#core/matrix/matrix-choice.ts";
import { countWords } from "#core/matrix/matrix-rows.ts";
import { permalink } from "#core/permalink.ts";

export interface MatrixTableProps {
  readonly matrix: Matrix;
  readonly folded: boolean;
  /** Whether the page is frozen: then proposals are linked by version. */
  readonly frozen: boolean;
  readonly caption: string;
}

export function MatrixTable({ matrix, folded, frozen, caption }: MatrixTableProps) {
  const decision = matrix.decision.slug;
  return (
    <section className="matrix-frame" aria-label="Scrollable matrix" tabIndex={0}>
      <table className="matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="corner">
              scenario
            </th>
            {matrix.columns.map((column) => (
              <th key={column.key} scope="col">
                <a href={columnAddress(decision, column, frozen)} title={`${column.title}, v${column.version}`}>
                  {column.key}
                </a>
              </th>
            ))}
            <th scope="col" className="counts">
              verdicts in this row
            </th>
          </tr>
        </thead>
        {matrix.suites.map((suite) => (
          <SuiteRows key={suite.slug} suite={suite} matrix={matrix} folded={folded} />
        ))}
      </table>
    </section>
  );
}

const columnAddress = (decision: string, column: MatrixColumn, frozen: boolean): string =>
  frozen ? permalink.proposalVersion(decision, column.key, column.version) : permalink.proposal(decision, column.key);

function SuiteRows(props: { readonly suite: MatrixSuite; readonly matrix: Matrix; readonly folded: boolean }) {
  const { suite, matrix, folded } = props;
  const agreeing = folded ? suite.rows.filter(rowAgrees) : [];
  const shown = folded ? suite.rows.filter((row) => !rowAgrees(row)) : suite.rows;
  return (
    <tbody>
      <tr className="suite">
        <th scope="rowgroup" colSpan={matrix.columns.length + 2}>
          <span>{suite.title}</span>
        </th>
      </tr>
      {shown.map((row) => (
        <ScenarioRow key={row.slug} row={row} matrix={matrix} />
      ))}
      {agreeing.length > 0 && <FoldedRow rows={agreeing} matrix={matrix} />}
    </tbody>
  );
}

function ScenarioRow({ row, matrix }: { readonly row: MatrixRow; readonly matrix: Matrix }) {
  return (
    <tr>
      <th scope="row">
        <a href={permalink.scenario(matrix.decision.slug, row.slug)} title={row.about}>
          {row.slug}
        </a>
      </th>
      {matrix.columns.map((column, index) => (
        <CellWord key={column.key} cell={row.cells[index] ?? null} column={column} />
      ))}
      <td className="counts">{countWords(row)}</td>
    </tr>
  );
}

function CellWord({ cell, column }: { readonly cell: MatrixCell | null; readonly column: MatrixColumn }) {
  if (cell === null)
    return (
      <td data-key={column.key} className={verdictClass(null)}>
        pending
      </td>
    );
  return (
    <td data-key={column.key} className={verdictClass(cell.verdict)}>
      <a href={permalink.cell(cell.hash)} {...(cell.verdict === "PASS" ? {} : { title: cell.reason })}>
        {cell.verdict}
      </a>
    </td>
  );
}

/** Rows in which all proposals agree, as one line. */
function FoldedRow({ rows, matrix }: { readonly rows: readonly MatrixRow[]; readonly matrix: Matrix }) {
  return (
    <tr className="folded">
      <th scope="row">{rows.length === 1 ? "1 row agrees" : `${rows.length} rows agree`}</th>
      <td colSpan={matrix.columns.length + 1}>
        {rows.map((row, index) => (
          <span key={row.slug}>
            {index > 0 && ", "}
            <a href={permalink.scenario(matrix.decision.slug, row.slug)} title={row.about}>
              {row.slug}
            </a>{" "}
            {row.cells[0]?.verdict}
          </span>
        ))}
      </td>
    </tr>
  );
}
