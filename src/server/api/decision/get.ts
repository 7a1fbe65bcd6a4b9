import { z } from "zod";
import { valueOrThrow } from "#server/api/error-table.ts";
import { publicProcedure } from "#server/api/procedure.ts";

const Choice = z.object({
  stance: z.string().max(64).nullable().default(null),
  columns: z.array(z.string().max(64)).max(64).default([]),
  folded: z.boolean().default(false),
});

export const getDecision = publicProcedure
  .input(z.object({ slug: z.string().max(64), choice: Choice.optional() }))
  .query(async ({ ctx, input }) => valueOrThrow(await ctx.service.getDecisionPage(input.slug, input.choice)));
