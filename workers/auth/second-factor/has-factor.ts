import { eq, exists, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../platform/db.ts";
import { passkey, totpSecret } from "./second-factor.sql.ts";

/** Whether an account has a second factor, as a condition of a batch. */
export const hasFactor = (db: Db, userId: string): SQL =>
  sql`(${or(
    exists(db.select().from(totpSecret).where(eq(totpSecret.userId, userId))),
    exists(db.select().from(passkey).where(eq(passkey.userId, userId))),
  )})`;
