/** What each code of the core is on the wire. The only place that knows status numbers. */
import { TRPCError } from "@trpc/server";
import type { ErrorCode, Failure } from "#core/error-code.ts";
import type { Result } from "#core/result.ts";

type TrpcCode = TRPCError["code"];

export const errorTable: { readonly [code in ErrorCode]: { readonly http: number; readonly trpc: TrpcCode } } = {
  NOT_FOUND: { http: 404, trpc: "NOT_FOUND" },
  AMBIGUOUS_PREFIX: { http: 300, trpc: "CONFLICT" },
  INPUT_INVALID: { http: 422, trpc: "UNPROCESSABLE_CONTENT" },
  WORLD_REFUSED: { http: 422, trpc: "UNPROCESSABLE_CONTENT" },
  POLICY_REFUSED: { http: 422, trpc: "UNPROCESSABLE_CONTENT" },
  ALREADY_EXISTS: { http: 409, trpc: "CONFLICT" },
  DATABASE_AWAY: { http: 503, trpc: "SERVICE_UNAVAILABLE" },
};

/** Carries a failure through tRPC, so that the client receives it as data. */
export class FailureError extends Error {
  override readonly name = "FailureError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.sentence);
    this.failure = failure;
  }
}

/** The value of a use case, or the failure as the wire wants it. */
export function valueOrThrow<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  const { code, sentence } = result.error;
  throw new TRPCError({ code: errorTable[code].trpc, message: sentence, cause: new FailureError(result.error) });
}
