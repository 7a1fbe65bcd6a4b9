/** Every mistake a person can make, and every thing they can ask for that is not there. Closed: new ones are added here. */
export type ErrorCode =
  | "NOT_FOUND"
  | "AMBIGUOUS_PREFIX"
  | "INPUT_INVALID"
  | "WORLD_REFUSED"
  | "POLICY_REFUSED"
  | "ALREADY_EXISTS"
  | "DATABASE_AWAY";

/** One failure as a value: the code for machines, the sentence for the reader, the candidates where there are some. */
export interface Failure {
  readonly code: ErrorCode;
  readonly sentence: string;
  /** Where in the input, for INPUT_INVALID: the file or field, line and column from 1. */
  readonly problems?: readonly InputProblem[];
  /** For AMBIGUOUS_PREFIX: the full addresses that begin so, at most 20. */
  readonly candidates?: readonly string[];
}
export interface InputProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
