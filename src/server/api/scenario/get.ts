import { z } from "zod";
import { valueOrThrow } from "#server/api/error-table.ts";
import { publicProcedure } from "#server/api/procedure.ts";

export const getScenario = publicProcedure
  .input(z.object({ decision: z.string().max(64), slug: z.string().max(64) }))
  .query(async ({ ctx, input }) => valueOrThrow(await ctx.service.getScenarioPage(input.decision, input.slug)));
