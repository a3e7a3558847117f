import { eq, sql, type SQL } from "drizzle-orm";
import type { Db, Statement } from "../../platform/db.ts";
import { dropChallenges } from "../challenges.ts";
import { passkey, recoveryCode, totpSecret } from "./second-factor.sql.ts";

/** Whether there is any to take away. */
export const hasFactors = (userId: string): SQL =>
  sql`(exists(select 1 from totp_secret where user_id = ${userId})
    or exists(select 1 from passkey where user_id = ${userId})
    or exists(select 1 from recovery_code where user_id = ${userId}))`;

/** Takes every second factor of an account away, for a person who lost them; its audit row is the caller's. */
export const resetFactors = (db: Db, userId: string): Statement[] => [
  db.delete(totpSecret).where(eq(totpSecret.userId, userId)),
  db.delete(passkey).where(eq(passkey.userId, userId)),
  db.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
  dropChallenges(db, userId),
];
