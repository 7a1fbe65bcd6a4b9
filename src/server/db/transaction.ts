import type { Database, Transaction } from "#server/db/database.ts";

/** A whole decision is published in one transaction; on a slow disk that is more than the library's five seconds. */
const TRANSACTION_DEADLINE_MS = 60_000;
const CONNECTION_DEADLINE_MS = 10_000;

/** All of it or nothing. */
export const inTransaction = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.prisma.$transaction(work, { timeout: TRANSACTION_DEADLINE_MS, maxWait: CONNECTION_DEADLINE_MS });
