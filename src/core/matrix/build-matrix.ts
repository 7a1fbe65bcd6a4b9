/** Rows as a database or the command line has them -> the matrix, in the order people chose. */
import type { Matrix, MatrixCell, MatrixColumn, MatrixRow } from "#core/matrix/matrix.ts";

export interface MatrixInput extends Pick<Matrix, "decision" | "world" | "engine" | "seed" | "stance"> {
  readonly columns: readonly (MatrixColumn & { readonly position: number })[];
  readonly suites: readonly { readonly slug: string; readonly title: string; readonly position: number }[];
  readonly rows: readonly (Omit<MatrixRow, "cells"> & {
    /** Slug of its suite. */
    readonly suite: string;
    readonly position: number;
  })[];
  /** Already judged under the stance of the matrix. */
  readonly cells: readonly (MatrixCell & { readonly proposalHash: string; readonly scenarioHash: string })[];
}

/** Suites without rows are left out. Equal positions are ordered by name, so that the order never depends on the source. */
export function buildMatrix({ columns, suites, rows, cells, ...head }: MatrixInput): Matrix {
  const byPair = new Map(cells.map((cell) => [`${cell.proposalHash} ${cell.scenarioHash}`, cell]));
  const ordered = sorted(columns, ({ key }) => key);
  const cellOf = (proposalHash: string, scenarioHash: string): MatrixCell | null => {
    const cell = byPair.get(`${proposalHash} ${scenarioHash}`);
    return cell === undefined ? null : { hash: cell.hash, verdict: cell.verdict, step: cell.step, reason: cell.reason };
  };
  return {
    ...head,
    columns: ordered.map(({ key, title, version, hash }) => ({ key, title, version, hash })),
    suites: sorted(suites, ({ slug }) => slug)
      .map((suite) => ({
        slug: suite.slug,
        title: suite.title,
        rows: sorted(
          rows.filter((row) => row.suite === suite.slug),
          ({ slug }) => slug,
        ).map(({ slug, about, version, hash }) => ({
          slug,
          about,
          version,
          hash,
          cells: ordered.map((column) => cellOf(column.hash, hash)),
        })),
      }))
      .filter((suite) => suite.rows.length > 0),
  };
}

function sorted<T extends { readonly position: number }>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items.toSorted((a, b) => a.position - b.position || (nameOf(a) < nameOf(b) ? -1 : 1));
}
