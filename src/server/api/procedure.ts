/** What every procedure is built on: the context, the wire format, and how errors look to the client. */
import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import { FailureError } from "#server/api/error-table.ts";
import type { Service } from "#server/service.ts";

export interface Context {
  readonly service: Service;
}

/** Proxies close silent connections after a minute; a stream that is renewed every five minutes survives deployments. */
const PING_MS = 15_000;
const STREAM_MS = 5 * 60_000;

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  sse: {
    maxDurationMs: STREAM_MS,
    ping: { enabled: true, intervalMs: PING_MS },
    client: { reconnectAfterInactivityMs: 3 * PING_MS },
  },
  errorFormatter: ({ shape, error, ctx }) => {
    const isOurs = error.code === "INTERNAL_SERVER_ERROR";
    if (isOurs) ctx?.service.log.error({ reason: error.cause?.stack ?? error.message }, "a request failed");
    return {
      ...shape,
      message: isOurs ? "Something in the service failed. It was logged; please try again." : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        /** As the use case answered it: code, sentence, problems, candidates. */
        failure: error.cause instanceof FailureError ? error.cause.failure : null,
        fields: error.cause instanceof z.ZodError ? z.flattenError(error.cause).fieldErrors : null,
      },
    };
  },
});

export const router = t.router;
export const publicProcedure = t.procedure;
export const createCallerFactory = t.createCallerFactory;
