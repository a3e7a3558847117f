import { and, eq, isNull, or } from "drizzle-orm";
import { auditLog } from "./audit.sql.ts";
import type { Db, Statement } from "./db.ts";

/**
 * Takes what tells of a person out of the records when the account is gone (U-124, T-36). The rows
 * stay, with the account's id, which leads to nobody any more; the chain over them still holds.
 */
export const eraseAuditDetails = (db: Db, userId: string): Statement =>
  db
    .update(auditLog)
    .set({
      oldValue: null,
      newValue: null,
      ipAddress: null,
      userAgent: null,
      metadata: null,
      erasedAt: new Date(),
    })
    .where(
      and(
        isNull(auditLog.erasedAt),
        or(
          eq(auditLog.userId, userId),
          and(eq(auditLog.resourceType, "USER"), eq(auditLog.resourceId, userId)),
        ),
      ),
    );
