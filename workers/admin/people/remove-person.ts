import { sql } from "drizzle-orm";
import { closingMail, keptFor } from "../../account/deletion/close-account.ts";
import { tellOfLeaving } from "../../account/deletion/tell-admins.ts";
import { wasAdmin, wasAdminLately } from "../../account/deletion/was-admin.ts";
import { revokeKeysOf } from "../../auth/end-access.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { AppError } from "../../platform/errors.ts";
import { requireLastingRole } from "../../platform/lasting-role.ts";
import { change, type Act } from "./act.ts";
import { standingOf } from "./hold-back.ts";
import { mayOpen } from "./opening.ts";
import { findPerson } from "./user-detail.ts";

/** Closed and hidden now; what deletes it for good comes at `gone_at`, and not while it is on hold. */
export async function remove(act: Act, confirm: string, atOnce: boolean): Promise<Date> {
  const { account } = await findPerson(act.db, act.id);
  if (confirm !== account.email) {
    throw new AppError("REQUEST_001", undefined, [
      { path: "json.confirm", message: "not the address of the account" },
    ]);
  }
  // What nobody can bring back does not end with a day (U-140).
  if (atOnce) requireLastingRole(act.actor);
  if (atOnce && (await wasAdminLately(act.db, act.id))) throw new AppError("USER_009");
  if (atOnce && account.hold) throw new AppError("USER_006");
  const { status, statusReason } = account;
  // Out of the bin it comes as what it was; changeState refuses what is deleted already.
  const beforeDeletion = status === "deleted" ? null : { status, reason: statusReason };
  const now = new Date();
  const goneAt = atOnce ? now : new Date(now.getTime() + keptFor);
  const mail = await mailStatements(act.db, act.env, {
    to: account,
    event: closingMail(account.hold),
    data: { gone_at: goneAt },
  });
  await change(act, {
    action: "DELETE",
    from: ["active", "locked", "disabled", "invited"],
    while: sql`status = ${status} and status_reason is ${statusReason}
      and hold = ${account.hold ? 1 : 0}
      ${atOnce ? sql`and not ${wasAdmin(act.id, now.getTime())}` : sql``}`,
    set: {
      status: "deleted",
      statusReason: act.reason ?? null,
      deletedAt: now,
      goneAt,
      beforeDeletion,
    },
    signsOut: "person",
    shuts: "closed",
    severity: "CRITICAL",
    with: [
      revokeKeysOf(act.db, act.id),
      ...mail,
      ...(await tellOfLeaving(act.db, account, goneAt, [act.id, act.actor.id])),
    ],
  });
  return goneAt;
}

/** As long as nothing of it is gone. What was held against it holds on. */
export async function restore(act: Act): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  const before = account.beforeDeletion;
  await change(act, {
    action: "RESTORE",
    from: ["deleted"],
    while: sql`gone_at > ${Date.now()} and ${await mayOpen(act)}`,
    set: {
      status: before?.status ?? (await standingOf(act)),
      statusReason: before?.reason ?? null,
      deletedAt: null,
      goneAt: null,
      beforeDeletion: null,
    },
  });
}
