import { z } from "zod";
import { valueOrThrow } from "#server/api/error-table.ts";
import { publicProcedure } from "#server/api/procedure.ts";

export const getProposal = publicProcedure
  .input(
    z.object({
      decision: z.string().max(64),
      key: z.string().max(64),
      version: z.int().min(1).max(1_000_000).nullable().default(null),
    }),
  )
  .query(async ({ ctx, input }) =>
    valueOrThrow(await ctx.service.getProposalPage(input.decision, input.key, input.version)),
  );
