import { sql, type SQL } from "drizzle-orm";
import type { Db, Statement } from "./db.ts";

/**
 * A statement that fails, and its whole batch with it, where the condition does not hold then: the
 * way to decide and write in one step, since D1 has no interactive transaction.
 */
export const mustHold = (db: Db, condition: SQL): Statement =>
  db
    .select({ holds: sql`json(case when ${condition} then '{}' else 'does not hold' end)` })
    .from(sql`(select 1)`);

/** Whether a batch failed for such a condition. */
export const didNotHold = (error: unknown): boolean =>
  /malformed JSON/i.test(`${String(error)} ${String((error as Error).cause)}`);
