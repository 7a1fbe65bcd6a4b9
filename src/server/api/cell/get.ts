import { z } from "zod";
import { valueOrThrow } from "#server/api/error-table.ts";
import { publicProcedure } from "#server/api/procedure.ts";

export const getCell = publicProcedure
  .input(z.object({ hash: z.string().max(64) }))
  .query(async ({ ctx, input }) => valueOrThrow(await ctx.service.getCellPage(input.hash)));
