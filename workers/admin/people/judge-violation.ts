import { and, eq, sql } from "drizzle-orm";
import { violation } from "../../people/conduct/violation.sql.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";

import { AppError } from "../../platform/errors.ts";
import { requireLastingRole, requireRightOver } from "../../platform/lasting-role.ts";
import type { Act } from "./act.ts";
import { findPerson } from "./user-detail.ts";

/**
 * Whether a violation counts on the ladder (U-106). Twice is once. Throws USER_001, USER_004 for one's
 * own, AUTH_004 where it takes a lasting administrator.
 */
async function judge(act: Act, violationId: string, counts: boolean): Promise<void> {
  const { db, actor, id, origin, reason } = act;
  const { account } = await findPerson(db, id);
  const isTheirs = and(eq(violation.id, violationId), eq(violation.userId, id));
  const found = await db.select().from(violation).where(isTheirs).get();
  if (!found) throw new AppError("USER_001");
  if (id === actor.id) throw new AppError("USER_004");
  requireRightOver(actor, account);
  if (found.kind === "threat" && !counts) requireLastingRole(actor);
  const was = counts ? sql`is not null` : sql`is null`;
  await runIfHolds(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from violation where id = ${violationId} and dismissed_at ${was})`,
    ),
    db
      .update(violation)
      .set(
        counts
          ? { dismissedAt: null, dismissedBy: null }
          : { dismissedAt: new Date(), dismissedBy: actor.id },
      )
      .where(eq(violation.id, violationId)),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: counts ? "VIOLATION_REOPENED" : "VIOLATION_DISMISSED",
      resource: ["USER", id],
      severity: "WARNING",
      metadata: { violation_id: violationId, kind: found.kind, reason: reason ?? null },
    }),
  );
}

/** It was none, and no longer counts. */
export const dismissViolation = (act: Act, id: string): Promise<void> => judge(act, id, false);

/** It was one after all. What was lifted meanwhile stays lifted. */
export const reopenViolation = (act: Act, id: string): Promise<void> => judge(act, id, true);
