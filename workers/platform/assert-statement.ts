import { sql, type SQL } from "drizzle-orm";
import { runBatch, type Db, type Statement } from "./db.ts";

/**
 * A statement that fails where `condition` does not hold, and so the batch it stands in: what must be
 * true before or after a change, with nobody in between. D1 has no RAISE outside a trigger; `json` of
 * what is none fails the same way.
 */
export const assertStatement = (db: Db, condition: SQL): Statement =>
  db
    .select({ holds: sql`case when ${condition} then 1 else json('refused') end` })
    .from(sql`(select 1)`);

/** Whether a batch failed by such a statement. */
export function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return /malformed JSON/.test(`${String(error)} ${String(cause)}`);
}

/** Runs the statements as one transaction; false: one of their assertions failed, and nothing was done. */
export async function runIfHolds(db: Db, first: Statement, ...rest: Statement[]): Promise<boolean> {
  try {
    await runBatch(db, first, ...rest);
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

/** Runs the statements as one transaction. Throws `refusal` where one of their assertions fails. */
export async function runAsserted(
  db: Db,
  refusal: () => Error,
  first: Statement,
  ...rest: Statement[]
): Promise<void> {
  if (!(await runIfHolds(db, first, ...rest))) throw refusal();
}
