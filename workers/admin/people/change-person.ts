import { sql, type SQL } from "drizzle-orm";
import type { updateUser } from "#contract/admin-user";
import type { Role } from "#contract/common";
import type { JsonOf } from "#contract/endpoint";
import { hasLogins } from "../../auth/end-access.ts";
import { hasFactors, resetFactors } from "../../auth/second-factor/reset-factors.ts";
import { tellFactorChange } from "../../auth/second-factor/tell-change.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { endElevations, isElevated } from "../../people/requests/decide-batch.ts";
import { AppError } from "../../platform/errors.ts";
import { change, type Act } from "./act.ts";
import { mayOpen } from "./opening.ts";
import { findPerson } from "./user-detail.ts";

/** A sign-in, what one left going, or an address asked for with one. */
const holdsSignIns = (id: string): SQL => sql`(${hasLogins(id)} or exists(
  select 1 from user where id = ${id} and pending_email is not null))`;

export const signOut = (act: Act) =>
  change(act, {
    action: "SIGN_OUT",
    from: ["active", "locked", "disabled", "invited"],
    finds: holdsSignIns(act.id),
    set: {},
    signsOut: "person",
    mayBeSelf: true,
  });

/**
 * For who lost them; their sign-ins end, since whoever holds one may be somebody else (T-27). Who has
 * none, but was asked for one, gets their grace anew: that is all, and nobody is told of factors gone.
 */
export async function resetSecondFactor(act: Act): Promise<unknown> {
  const { account } = await findPerson(act.db, act.id);
  const told = await tellFactorChange(act.env, account, "RESET", act.origin.ip);
  const reset = await change(act, {
    action: "SECOND_FACTOR_RESET",
    from: ["active", "locked", "disabled"],
    finds: hasFactors(act.id),
    set: { factorAskedAt: null },
    signsOut: "stranger",
    severity: "CRITICAL",
    with: [...resetFactors(act.db, act.id), ...told],
  });
  if (reset !== null) return reset;
  return change(act, {
    action: "SECOND_FACTOR_GRACE",
    from: ["active", "locked", "disabled"],
    finds: sql`exists(select 1 from user where id = ${act.id} and factor_asked_at is not null)`,
    set: { factorAskedAt: null },
  });
}

/** A lower role ends what was granted for a day, too: that alone, where there is nothing else to change. */
export async function changeRole(act: Act, role: Exclude<Role, "guest">): Promise<void> {
  const { account, elevatedUntil } = await findPerson(act.db, act.id);
  const elevated = elevatedUntil !== null && elevatedUntil > Date.now();
  if (account.role === role && !(elevated && role === "user")) {
    throw new AppError("USER_005", { role });
  }
  const mail = await mailStatements(act.db, act.env, {
    to: account,
    event: "role_changed",
    data: { role, by: act.actor.name },
  });
  await change(act, {
    action: "ROLE_CHANGED",
    from: ["active", "locked", "disabled", "invited"],
    ...(account.role === role ? { while: isElevated(act.id) } : {}),
    set: { role },
    severity: "CRITICAL",
    with: [
      ...(role === "user" ? [endElevations(act.db, act.id)] : []),
      ...mail,
      noticeStatement(act.db, act.id, {
        kind: "role_changed",
        severity: "warning",
        data: { role, by: act.actor.name, user_id: act.actor.id },
      }),
    ],
  });
}

type Correction = Omit<JsonOf<typeof updateUser>, "shown">;
type Shown = JsonOf<typeof updateUser>["shown"];

/** What is changed is as its author has read it. */
const isAsShown = (set: Correction, { name, language, hold }: NonNullable<Shown>): SQL =>
  sql.join(
    [
      sql`1`,
      ...(set.name === undefined || name === undefined ? [] : [sql`name is ${name}`]),
      ...(set.language === undefined || language === undefined
        ? []
        : [sql`language is ${language}`]),
      ...(set.hold === undefined || hold === undefined ? [] : [sql`hold = ${hold ? 1 : 0}`]),
    ],
    sql` and `,
  );

/**
 * Name and language are the person's; an administrator corrects them. `hold` keeps from deletion, and
 * is nobody's own to lift (T-36). Throws EDIT_001 where it is not as `shown` any more, AUTH_004 where
 * a stop has put the hold and it takes a lasting administrator.
 */
export async function update(
  act: Act,
  { shown, ...set }: Correction & { shown?: Shown },
): Promise<void> {
  const asShown = isAsShown(set, shown ?? {});
  await change(act, {
    action: "UPDATE",
    from: ["active", "locked", "disabled", "invited", "deleted"],
    set,
    isEdit: true,
    while: set.hold === false ? sql`${asShown} and ${await mayOpen(act)}` : asShown,
    ...(shown === undefined ? {} : { otherwise: "EDIT_001" }),
    ...(set.hold === undefined ? { mayBeSelf: true } : {}),
    severity: set.hold === undefined ? "INFO" : "WARNING",
  });
}
