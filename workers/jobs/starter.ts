import { eq } from "drizzle-orm";
import { refusalOf, standingColumns } from "../auth/person.ts";
import { user } from "../auth/user.sql.ts";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";

export interface Starter {
  readonly id: string;
  readonly name: string;
  /** Whether they are an administrator for more than a day, by now. */
  readonly lasting: boolean;
}

/**
 * Who started a job, as long as they might still: who is no administrator any more, or may not sign in,
 * goes on with nothing. Throws AUTH_004.
 */
export async function requireStarter(db: Db, id: string, now: number): Promise<Starter> {
  const row = await db
    .select({ account: user, elevatedUntil: standingColumns.elevatedUntil })
    .from(user)
    .where(eq(user.id, id))
    .get();
  const role =
    row?.account.role === "user" && (row.elevatedUntil ?? 0) > now ? "admin" : row?.account.role;
  if (!row || role !== "admin" || refusalOf(row.account, now) !== null) {
    throw new AppError("AUTH_004");
  }
  return { id, name: row.account.name, lasting: row.account.role === "admin" };
}
