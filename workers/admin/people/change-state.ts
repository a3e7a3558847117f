import { eq, sql, type SQL } from "drizzle-orm";
import { endLoginsOf } from "../../auth/end-access.ts";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement, type AuditEntry } from "../../platform/audit.ts";
import { runBatch, type Db, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { findPerson } from "./user-detail.ts";

type Account = typeof user.$inferSelect;
type Status = Account["status"];

export interface StateChange {
  readonly action: string;
  /** States it may come from; from any other it is USER_005. */
  readonly from: readonly Status[];
  readonly set: Partial<typeof user.$inferInsert>;
  /** What must hold besides at that moment, else USER_005. */
  readonly while?: SQL;
  /** The person is out at once: sign-ins end in the same batch. */
  readonly signsOut?: true;
  /** Also for oneself: what locks nobody out. */
  readonly mayBeSelf?: true;
  readonly severity?: AuditEntry["severity"];
  readonly reason?: string | undefined;
  readonly with?: readonly Statement[];
}

const stateOf = ({ status, suspendedUntil, mustChangePassword, role, hold }: Account) => ({
  status,
  role,
  suspended_until: suspendedUntil?.toISOString() ?? null,
  must_change_password: mustChangePassword,
  hold,
});

/**
 * Changes an account's state, with its audit row and what follows, as one batch. Throws USER_001,
 * USER_004 for oneself, USER_005 from a state it cannot come from, USER_003 for the last administrator.
 */
export async function changeState(
  db: Db,
  actor: Actor,
  id: string,
  change: StateChange,
  origin: Origin,
): Promise<Account> {
  const { account } = await findPerson(db, id);
  if (id === actor.id && !change.mayBeSelf) throw new AppError("USER_004");
  if (!change.from.includes(account.status))
    throw new AppError("USER_005", { status: account.status });
  const after = { ...account, ...change.set } as Account;
  const set = { ...change.set, updatedAt: new Date() };
  try {
    await runBatch(
      db,
      assertStatement(
        db,
        sql`exists(select 1 from user where id = ${id} and status = ${account.status}
          and ${change.while ?? sql`true`})`,
      ),
      db.update(user).set(set).where(eq(user.id, id)),
      ...(change.signsOut ? [endLoginsOf(db, id, "FORCED")] : []),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: change.action,
        resource: ["USER", id],
        severity: change.severity ?? "WARNING",
        before: stateOf(account),
        after: stateOf(after),
        ...(change.reason ? { metadata: { reason: change.reason } } : {}),
      }),
      ...(change.with ?? []),
      someAdminStays(db),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    const now = await findPerson(db, id);
    const sameState = now.account.status === account.status && !change.while;
    throw new AppError(sameState ? "USER_003" : "USER_005");
  }
  return after;
}
