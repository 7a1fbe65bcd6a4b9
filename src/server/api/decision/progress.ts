import { tracked } from "@trpc/server";
import { z } from "zod";
import { publicProcedure } from "#server/api/procedure.ts";

/**
 * How many cells are there, now and whenever it changes. A stream that is taken up again starts with the present state,
 * so the last id it saw is received and not needed.
 */
export const decisionProgress = publicProcedure
  .input(z.object({ slug: z.string().max(64), lastEventId: z.string().max(200).nullish() }))
  .subscription(async function* ({ ctx, input, signal }) {
    const ending = signal ?? new AbortController().signal;
    for await (const progress of ctx.service.watchProgress(input.slug, ending)) {
      yield tracked(`${progress.done}/${progress.total}/${progress.report ?? "none"}`, progress);
    }
  });
