import { eq, sql, type SQL } from "drizzle-orm";
import { endLoginsOf, revokeKeysOf } from "../../auth/end-access.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Origin } from "../../platform/http.ts";

/** T-36: how long a closed account can be taken back. */
export const keptFor = 14 * 86_400_000;

interface Closing {
  /** Null: it closes by itself. */
  readonly actor: { readonly id: string } | null;
  readonly origin: Origin;
  readonly now: number;
  readonly goneAt: Date;
  readonly reason: "SELF" | "INACTIVE";
  /** What must hold besides at that moment. */
  readonly while?: SQL;
}

/**
 * Closes and hides an account: sign-ins and keys end with it, nothing is deleted before `goneAt`.
 * Fails (`isRefused`) where it is no longer active or the last administrator's.
 */
export async function closeAccount(
  env: Env,
  account: typeof user.$inferSelect,
  closing: Closing,
): Promise<void> {
  const db = openDb(env.DB);
  const { id } = account;
  const { actor, origin, goneAt, reason } = closing;
  const deletedAt = new Date(closing.now);
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "account_deleted",
    data: { gone_at: goneAt },
  });
  const also = closing.while ? sql` and ${closing.while}` : sql``;
  await runBatch(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from user where id = ${id} and status = 'active'
        and role = ${account.role}${also})`,
    ),
    db
      .update(user)
      .set({ status: "deleted", deletedAt, goneAt, updatedAt: deletedAt })
      .where(eq(user.id, id)),
    endLoginsOf(db, id, actor ? "MANUAL" : "FORCED"),
    revokeKeysOf(db, id),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "DELETE",
      resource: ["USER", id],
      severity: "WARNING",
      before: { status: "active" },
      after: { status: "deleted", gone_at: goneAt.toISOString() },
      metadata: { reason },
    }),
    ...mail,
    ...(account.role === "admin" ? [someAdminStays(db)] : []),
  );
}
