import { eq, sql, type SQL } from "drizzle-orm";
import { endLoginsOf, revokeKeysOf } from "../../auth/end-access.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { endAsked } from "../../people/requests/end-asked.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Origin } from "../../platform/http/http.ts";
import { tellOfLeaving } from "./tell-admins.ts";

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

/** T-36: who is on hold is told so. Their data goes once the hold ends, and not before `goneAt`. */
export const closingMail = (hold: boolean) => (hold ? "account_closed_held" : "account_deleted");

/**
 * Closes and hides an account: sign-ins and keys end with it, nothing is deleted before `goneAt`,
 * nor while it is on hold. Fails (`isRefused`) where it is no longer active, its hold is another by
 * now, or it is the last administrator's.
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
    event: closingMail(account.hold),
    data: { gone_at: goneAt },
  });
  const also = closing.while ? sql` and ${closing.while}` : sql``;
  await runBatch(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from user where id = ${id} and status = 'active'
        and role = ${account.role} and hold = ${account.hold ? 1 : 0}${also})`,
    ),
    db
      .update(user)
      .set({ status: "deleted", deletedAt, goneAt, updatedAt: deletedAt })
      .where(eq(user.id, id)),
    ...endLoginsOf(db, id, actor ? "MANUAL" : "FORCED"),
    revokeKeysOf(db, id),
    ...(await endAsked(db, [id], closing, "closed")),
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
    ...(await tellOfLeaving(db, account, goneAt, [id])),
    ...(account.role === "admin" ? [someAdminStays(db)] : []),
  );
}
