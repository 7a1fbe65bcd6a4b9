/** What use cases receive: one pool, and Prisma on top of the same pool. */
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import type { Prisma } from "#generated/prisma/client.ts";
import { PrismaClient } from "#generated/prisma/client.ts";
import { createPool, type PoolOptions } from "#server/db/pool.ts";

export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}
/** Inside of a transaction. */
export type Transaction = Prisma.TransactionClient;

export function openDatabase(options: PoolOptions): Database {
  const pool = createPool(options);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
