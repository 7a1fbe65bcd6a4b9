import { z } from "zod";
import { valueOrThrow } from "#server/api/error-table.ts";
import { publicProcedure } from "#server/api/procedure.ts";

export const getHome = publicProcedure
  .input(z.object({ after: z.string().max(100).nullable().default(null) }).default({ after: null }))
  .query(async ({ ctx, input }) => valueOrThrow(await ctx.service.getHomePage(input.after)));
