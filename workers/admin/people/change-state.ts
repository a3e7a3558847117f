import { eq, sql, type SQL } from "drizzle-orm";
import { throwOut, throwOutStranger } from "../../auth/end-access.ts";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement, type AuditEntry } from "../../platform/records/audit.ts";
import { runBatch, type Db, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireLastingRole } from "../../platform/lasting-role.ts";
import { endAsked, type Shut } from "../../people/requests/end-asked.ts";
import { assertStill, saysTheSame } from "../../platform/write-edit.ts";
import { endLeaves } from "../content/end-leaves.ts";
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
  /** What it is told where only that does not hold. */
  readonly otherwise?: "EDIT_001";
  /** Sign-ins and leaves to read end in the same batch; a stranger's hear nothing of the account any more. */
  readonly signsOut?: "person" | "stranger";
  /** What was asked for or granted for a day ends with it. */
  readonly shuts?: Shut;
  /** Nothing is written where it is so already. */
  readonly isEdit?: true;
  /** Nothing is written, either, where this does not hold: there is nothing to be done. */
  readonly finds?: SQL;
  /** Also for oneself: what locks nobody out. */
  readonly mayBeSelf?: true;
  readonly severity?: AuditEntry["severity"];
  readonly reason?: string | undefined;
  readonly with?: readonly Statement[];
}

/** Name and language only where they are what changes: else every row would tell of a person. */
const stateOf = (
  { status, suspendedUntil, mustChangePassword, role, hold, name, language }: Account,
  set: StateChange["set"],
) => ({
  status,
  role,
  suspended_until: suspendedUntil?.toISOString() ?? null,
  must_change_password: mustChangePassword,
  hold,
  ...(set.name === undefined ? {} : { name }),
  ...(set.language === undefined ? {} : { language }),
});

/** The columns `stateOf` tells, as they were read. */
const recordedOf = (
  { suspendedUntil, mustChangePassword, hold, name, language }: Account,
  set: StateChange["set"],
): Partial<Account> => ({
  suspendedUntil,
  mustChangePassword,
  hold,
  ...(set.name === undefined ? {} : { name }),
  ...(set.language === undefined ? {} : { language }),
});

/** What is recorded one by one: a hold stays whole when a name beside it is erased (T-23, U-124). */
function recordsOf(account: Account, set: StateChange["set"]) {
  const { hold, ...rest } = set;
  if (hold === undefined || Object.keys(rest).length === 0) return [{ from: account, set }];
  return [
    { from: account, set: { hold } },
    { from: { ...account, hold }, set: rest },
  ];
}

const holds = async (db: Db, condition: SQL): Promise<boolean> =>
  (await db.get<{ holds: number }>(sql`select ${condition} as holds`))?.holds === 1;

/**
 * Changes an account's state, with its audit row and what follows, as one batch; null: there was
 * nothing to change. Throws USER_001,
 * USER_004 for oneself, AUTH_004 where it takes a lasting administrator, USER_005 from a state it cannot come from, USER_003 for the last administrator.
 */
export async function changeState(
  db: Db,
  actor: Actor,
  id: string,
  change: StateChange,
  origin: Origin,
  tries = 10,
): Promise<Account | null> {
  const { account } = await findPerson(db, id);
  if (id === actor.id && !change.mayBeSelf) throw new AppError("USER_004");
  if (account.role === "admin" || change.set.role === "admin") requireLastingRole(actor);
  if (!change.from.includes(account.status))
    throw new AppError("USER_005", { status: account.status });
  const after = { ...account, ...change.set } as Account;
  if (change.isEdit && saysTheSame(stateOf(account, change.set), stateOf(after, change.set))) {
    return null;
  }
  if (change.finds && !(await holds(db, change.finds))) return null;
  const set = { ...change.set, updatedAt: new Date() };
  try {
    await runBatch(
      db,
      assertStatement(
        db,
        sql`exists(select 1 from user where id = ${id} and status = ${account.status} and role = ${account.role}
          and ${change.while ?? sql`true`})`,
      ),
      ...(change.finds ? [assertStatement(db, change.finds)] : []),
      assertStill(db, user, eq(user.id, id), recordedOf(account, change.set)),
      db.update(user).set(set).where(eq(user.id, id)),
      ...(change.set.role === "user" ? [endLeaves(db, id)] : []),
      ...(change.signsOut === "person" ? throwOut(db, id) : []),
      ...(change.signsOut === "stranger" ? throwOutStranger(db, id) : []),
      ...(change.shuts ? await endAsked(db, [id], { actor, origin }, change.shuts) : []),
      ...recordsOf(account, change.set).map(({ from, set }) =>
        auditStatement(db, actor, origin, {
          event: "SECURITY",
          action: change.action,
          resource: ["USER", id],
          severity: change.severity ?? "WARNING",
          before: stateOf(from, set),
          after: stateOf({ ...from, ...set } as Account, set),
          ...(change.reason ? { metadata: { reason: change.reason } } : {}),
        }),
      ),
      ...(change.with ?? []),
      someAdminStays(db),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (change.finds && !(await holds(db, change.finds))) return null;
    const now = await findPerson(db, id);
    const { status, role } = now.account;
    const sameState = status === account.status && role === account.role;
    // What it is recorded beside has changed: that is no reason to refuse it, but another record.
    const recordIsOld = !saysTheSame(
      stateOf(account, change.set),
      stateOf(now.account, change.set),
    );
    if (sameState && recordIsOld && tries > 1) {
      return changeState(db, actor, id, change, origin, tries - 1);
    }
    if (sameState && change.otherwise) throw new AppError(change.otherwise);
    throw new AppError(sameState && !change.while ? "USER_003" : "USER_005");
  }
  return after;
}
