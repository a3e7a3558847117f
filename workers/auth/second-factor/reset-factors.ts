import { eq } from "drizzle-orm";
import type { Db, Statement } from "../../platform/db.ts";
import { dropChallenges } from "../challenges.ts";
import { passkey, recoveryCode, totpSecret } from "./second-factor.sql.ts";

/** Takes every second factor of an account away, for a person who lost them; its audit row is the caller's. */
export const resetFactors = (db: Db, userId: string): Statement[] => [
  db.delete(totpSecret).where(eq(totpSecret.userId, userId)),
  db.delete(passkey).where(eq(passkey.userId, userId)),
  db.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
  dropChallenges(db, userId),
];
