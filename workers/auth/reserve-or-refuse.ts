import { eq } from "drizzle-orm";
import type { Db } from "../platform/db.ts";
import { tooOften } from "../platform/http/too-often.ts";
import { signInThrottle } from "./sign-in-throttle.sql.ts";
import { reserveAttempt, type Lock } from "./throttle.ts";

/** Counts one of what may not be asked for without end: its number. While locked, RATE_001 with until when. */
export async function reserveOrRefuse(db: Db, key: string, lock: Lock): Promise<number> {
  const number = await reserveAttempt(db, key, lock);
  if (number !== null) return number;
  const row = await db.select().from(signInThrottle).where(eq(signInThrottle.key, key)).get();
  throw tooOften(lock.max, row?.lockedUntil?.getTime() ?? Date.now());
}
