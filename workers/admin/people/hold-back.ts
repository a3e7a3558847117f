import { sql } from "drizzle-orm";
import { whomToAsk } from "../../auth/admins-to-tell.ts";
import { clearHolds, holdsOf } from "../../auth/attempt.ts";
import { clearGuesses, guessesOf } from "../../auth/second-factor/code-attempts.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { stopImmediately } from "../../people/conduct/stop-immediately.ts";
import { hour, minute } from "../../platform/durations.ts";
import { AppError } from "../../platform/errors.ts";
import { requireRightOver } from "../../platform/lasting-role.ts";
import { rulesAddress } from "../../platform/site-address.ts";
import { change, type Act } from "./act.ts";
import { mayOpen } from "./opening.ts";
import { findPerson } from "./user-detail.ts";

/** It holds until an administrator lifts it, which no waiting and no mail of failed sign-ins does. */
export async function lock(act: Act): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  const reason = act.reason ?? "-";
  const mail =
    account.role === "guest"
      ? []
      : await mailStatements(act.db, act.env, {
          to: account,
          event: "account_locked",
          data: { reason },
        });
  await change(act, {
    action: "LOCK",
    from: ["active"],
    set: { status: "locked", statusReason: act.reason ?? null },
    signsOut: "person",
    shuts: "closed",
    with: [
      ...mail,
      noticeStatement(act.db, act.id, {
        kind: "account_locked",
        severity: "critical",
        data: { reason },
      }),
    ],
  });
}

/** An administrator's lock, and all that failed sign-ins and codes hold back, also without one (U-162). */
export async function unlock(act: Act): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  const isLocked = sql`exists(select 1 from user where id = ${act.id} and status = 'locked')`;
  const lift = [...(await clearHolds(act.db, account.email)), ...clearGuesses(act.db, act.id)];
  await change(act, {
    action: "UNLOCK",
    from: ["active", "locked", "invited"],
    finds: sql`(${isLocked} or ${await holdsOf(account.email)} or ${guessesOf(act.id)})`,
    set: account.status === "locked" ? { status: "active", statusReason: null } : {},
    with: lift,
  });
}

/** For so many hours twice at a time is once: the second asks for what is. */
export async function suspend(act: Act & { reason: string }, hours: number): Promise<void> {
  const until = new Date(Date.now() + hours * hour);
  const { account } = await findPerson(act.db, act.id);
  const mail = await mailStatements(act.db, act.env, {
    to: account,
    event: "account_suspended",
    data: {
      until,
      reason: act.reason,
      contact: await whomToAsk(act.db, act.id),
      rules: rulesAddress(act.env),
    },
  });
  await change(act, {
    action: "SUSPEND",
    from: ["active"],
    // A shorter one would lift what holds, which is `enable`'s to do, with its proof.
    while: sql`coalesce(suspended_until, 0) <= ${until.getTime()}`,
    finds: sql`not exists(select 1 from user where id = ${act.id} and status = 'active'
      and status_reason is ${act.reason} and suspended_until > ${Date.now()}
      and abs(suspended_until - ${until.getTime()}) < ${minute})`,
    set: { suspendedUntil: until, statusReason: act.reason },
    signsOut: "person",
    shuts: "suspended",
    with: [
      ...mail,
      noticeStatement(act.db, act.id, {
        kind: "account_suspended",
        severity: "critical",
        data: { until: until.toISOString(), reason: act.reason },
      }),
    ],
  });
}

/** Keys stay, and do not work while the account is disabled: enabling gives everything back. */
export async function disable(act: Act): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  const mail =
    account.status === "invited" || account.role === "guest"
      ? []
      : await mailStatements(act.db, act.env, {
          to: account,
          event: "account_disabled",
          data: {
            reason: act.reason ?? "-",
            contact: await whomToAsk(act.db, act.id),
            rules: rulesAddress(act.env),
          },
        });
  await change(act, {
    action: "DISABLE",
    from: ["active", "locked", "invited"],
    set: { status: "disabled", statusReason: act.reason ?? null },
    signsOut: "person",
    shuts: "closed",
    severity: "CRITICAL",
    with: mail,
  });
}

/** What an account is that nothing is held against: who never accepted is still invited. */
export async function standingOf({ db, id }: Act): Promise<"active" | "invited"> {
  const { account } = await findPerson(db, id);
  const accepted = account.passwordHash !== null || account.emailVerifiedAt !== null;
  return accepted ? "active" : "invited";
}

export const enable = async (act: Act) =>
  change(act, {
    action: "ENABLE",
    isEdit: true,
    from: ["active", "locked", "disabled"],
    while: await mayOpen(act),
    set: { status: await standingOf(act), suspendedUntil: null, statusReason: null },
  });

/** U-107: evidence of a threat, seen by an administrator; what runs stops, data is held. */
export async function stop({ env, db, actor, id, origin, reason }: Act & { reason: string }) {
  if (id === actor.id) throw new AppError("USER_004");
  const { account } = await findPerson(db, id);
  requireRightOver(actor, account);
  await stopImmediately(env, { actor, origin }, id, reason);
}
