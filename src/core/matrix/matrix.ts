/**
 * The matrix as one plain value. HTML, text, JSON and the result block are all rendered from it. A report is a matrix
 * that was frozen when its last cell arrived; it is stored as canonical JSON and addressed by its hash.
 */
import { z } from "zod";
import { Verdict } from "#core/run/verdict.ts";

export const MatrixCell = z.strictObject({
  hash: z.string(),
  verdict: Verdict,
  step: z.int().nullable(),
  reason: z.string(),
});
export type MatrixCell = z.infer<typeof MatrixCell>;

export const MatrixColumn = z.strictObject({
  key: z.string(),
  title: z.string(),
  /** Number of the proposal version, from 1. */
  version: z.int(),
  hash: z.string(),
});
export type MatrixColumn = z.infer<typeof MatrixColumn>;

export const MatrixRow = z.strictObject({
  slug: z.string(),
  about: z.string(),
  /** Number of the scenario version, from 1. */
  version: z.int(),
  hash: z.string(),
  /** One for each column, in order; null while pending. */
  cells: z.array(MatrixCell.nullable()),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

export const MatrixSuite = z.strictObject({ slug: z.string(), title: z.string(), rows: z.array(MatrixRow) });
export type MatrixSuite = z.infer<typeof MatrixSuite>;

export const Matrix = z.strictObject({
  decision: z.strictObject({ slug: z.string(), title: z.string() }),
  world: z.strictObject({ name: z.string(), title: z.string(), version: z.int(), hash: z.string() }),
  engine: z.string(),
  seed: z.int(),
  /** Null is the default reading. */
  stance: z.string().nullable(),
  columns: z.array(MatrixColumn),
  suites: z.array(MatrixSuite),
});
export type Matrix = z.infer<typeof Matrix>;
