import { z } from "zod";
import { valueOrThrow } from "#server/api/error-table.ts";
import { publicProcedure } from "#server/api/procedure.ts";

export const getWorld = publicProcedure
  .input(z.object({ name: z.string().max(64) }))
  .query(async ({ ctx, input }) => valueOrThrow(await ctx.service.getWorldPage(input.name)));
