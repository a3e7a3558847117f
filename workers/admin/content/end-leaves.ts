import { and, eq, gt } from "drizzle-orm";
import type { Db, Statement } from "../../platform/db.ts";
import { breakGlass } from "./break-glass.sql.ts";

/** C-14: what somebody was allowed to read ends with their role; with their sign-in it ends by itself. */
export function endLeaves(db: Db, adminId: string): Statement {
  const now = new Date();
  return db
    .update(breakGlass)
    .set({ expiresAt: now })
    .where(and(eq(breakGlass.adminId, adminId), gt(breakGlass.expiresAt, now)));
}
