import { eq } from "drizzle-orm";
import type { inviteUser as contract } from "#contract/admin-invitation";
import type { UserSummary } from "#contract/admin-user";
import type { JsonOf } from "#contract/endpoint";
import { invite, inviteAgain } from "../../auth/invite.ts";
import { newToken, voidTokens } from "../../auth/one-time-tokens.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { isDuplicate } from "../../auth/service.ts";
import { deliverSoon, mailStatements } from "../../mail/outbox.ts";
import { isMailEnabled } from "../../mail/transport.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { requireLastingRole } from "../../platform/lasting-role.ts";
import { siteAddress } from "../../platform/site-address.ts";
import { user } from "../../auth/user.sql.ts";
import { changeState } from "./change-state.ts";
import { toSummary } from "./person-columns.ts";
import { findPerson } from "./user-detail.ts";

/** A new account that waits for its person. Throws USER_002 where the address is taken, AUTH_004 (see requireLastingRole). */
export async function inviteUser(
  c: AppContext,
  actor: Actor,
  person: JsonOf<typeof contract>,
): Promise<{ user: UserSummary; link: string; mailed: boolean }> {
  const db = openDb(c.env.DB);
  if (person.role === "admin") requireLastingRole(actor);
  const language = person.language ?? actor.language ?? c.var.language;
  const invited = { ...person, language };
  const { id, link, statements } = await invite(db, c.env, siteAddress(c), invited, actor);
  const audit = auditStatement(db, actor, originOf(c), {
    event: "SECURITY",
    action: "INVITE",
    resource: ["USER", id],
    severity: person.role === "admin" ? "CRITICAL" : "INFO",
    after: { email: person.email, role: person.role },
  });
  try {
    await runBatch(db, audit, ...statements);
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("USER_002");
    throw error;
  }
  deliverSoon(c);
  return { user: toSummary(await findPerson(db, id)), link, mailed: isMailEnabled(c.env) };
}

/** Throws USER_005 for who has accepted already. */
export async function inviteOnceMore(
  c: AppContext,
  actor: Actor,
  id: string,
): Promise<{ link: string; mailed: boolean }> {
  const db = openDb(c.env.DB);
  const { account } = await findPerson(db, id);
  const { link, statements } = await inviteAgain(db, c.env, siteAddress(c), account, actor);
  const what = { action: "INVITE_AGAIN", from: ["invited"], set: {}, with: statements } as const;
  await changeState(db, actor, id, what, originOf(c));
  deliverSoon(c);
  return { link, mailed: isMailEnabled(c.env) };
}

/** The person is out, gets a mail to choose a new password, and must choose one either way. */
export async function resetPasswordOf(
  c: AppContext,
  actor: Actor,
  id: string,
  reason: string | undefined,
): Promise<void> {
  const db = openDb(c.env.DB);
  const account = await db.select().from(user).where(eq(user.id, id)).get();
  if (!account) throw new AppError("USER_001");
  const { link, expiresAt, statement } = await newToken(db, siteAddress(c), {
    kind: "password_reset",
    userId: id,
    subject: account.email,
    createdBy: actor.id,
  });
  const mail = await mailStatements(db, c.env, {
    to: recipientOf(account),
    event: "password_reset",
    data: { link, expires_at: expiresAt },
  });
  await changeState(
    db,
    actor,
    id,
    {
      action: "PASSWORD_RESET",
      from: ["active", "locked"],
      set: { mustChangePassword: true },
      signsOut: "stranger",
      reason,
      with: [voidTokens(db, id, "password_reset"), ...statement, ...mail],
    },
    originOf(c),
  );
  deliverSoon(c);
}
