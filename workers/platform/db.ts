import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { BatchItem } from "drizzle-orm/batch";

export type Db = DrizzleD1Database;

export const openDb = (d1: D1Database): Db => drizzle(d1);

/** A statement for `db.batch`: D1 has no interactive transaction, a batch is one. */
export type Statement = BatchItem<"sqlite">;

/** Runs the statements as one transaction, in order. */
export async function runBatch(db: Db, first: Statement, ...rest: Statement[]): Promise<void> {
  await db.batch([first, ...rest]);
}
