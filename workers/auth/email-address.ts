import { and, eq, ne, sql } from "drizzle-orm";
import { assertStatement } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, type Db } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../platform/http/http.ts";
import { siteAddress } from "../platform/site-address.ts";
import { tooOften } from "../platform/http/too-often.ts";
import { assertStill, untilWritten, writeEdit } from "../platform/write-edit.ts";
import { deliverSoon, mailStatements } from "../mail/outbox.ts";
import { isMailEnabled } from "../mail/transport.ts";
import { noticeStatement } from "../notices/write-notice.ts";
import { findToken, newestToken, newToken, spendToken, voidTokens } from "./one-time-tokens.ts";
import { recipientOf } from "./recipient.ts";
import { isDuplicate } from "./service.ts";
import { user } from "./user.sql.ts";

/** Strangers' inboxes are not this site's to fill. */
const mailsPerHour = 5;

const holderOf = (db: Db, email: string, not: string) =>
  db
    .select()
    .from(user)
    .where(and(eq(user.email, email), ne(user.id, not)))
    .get();

async function askForAddress(c: AppContext, actor: Actor, email: string): Promise<void> {
  const db = openDb(c.env.DB);
  if (!isMailEnabled(c.env)) throw new AppError("AUTH_019");
  if (email === actor.email) throw new AppError("USER_005");
  const before = await newestToken(db, actor.id, "verify_email", mailsPerHour);
  const free = before === null ? 0 : before.getTime() + hour;
  if (free > Date.now()) throw tooOften(mailsPerHour, free);
  const account = await db.select().from(user).where(eq(user.id, actor.id)).get();
  if (!account) throw new AppError("AUTH_002");
  const { link, expiresAt, statement } = await newToken(db, siteAddress(c), {
    kind: "verify_email",
    userId: actor.id,
    subject: email,
  });
  const holder = await holderOf(db, email, actor.id);
  const to = recipientOf(account);
  const origin = originOf(c);
  const mail = holder
    ? await mailStatements(db, c.env, { to: recipientOf(holder), event: "email_in_use", data: {} })
    : await mailStatements(db, c.env, {
        to: { ...to, email },
        event: "verify_email",
        data: { link, expires_at: expiresAt },
      });
  await writeEdit(
    db,
    assertStill(db, user, eq(user.id, actor.id), {
      email: account.email,
      pendingEmail: account.pendingEmail,
    }),
    voidTokens(db, actor.id, "verify_email"),
    ...statement,
    db
      .update(user)
      .set({ pendingEmail: email, updatedAt: new Date() })
      .where(eq(user.id, actor.id)),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "EMAIL_CHANGE_REQUESTED",
      resource: ["USER", actor.id],
      before: { email: account.email, pending_email: account.pendingEmail },
      after: { email: account.email, pending_email: email },
    }),
    ...mail,
    ...(await mailStatements(db, c.env, {
      to,
      event: "email_change_requested",
      data: { email, ip: origin.ip ?? "?", at: new Date() },
    })),
  );
  deliverSoon(c);
}

/**
 * Asks for another address: its mail confirms it, the old address hears of it. An address that
 * somebody has is answered like any other, and its owner is told instead (enumeration).
 */
export const changeEmail = (c: AppContext, actor: Actor, email: string): Promise<void> =>
  untilWritten(() => askForAddress(c, actor, email));

/** The address a mail was answered from is the account's from now on; links sent to the old one stop working. */
export async function verifyEmail(c: AppContext, secret: string): Promise<{ email: string }> {
  const db = openDb(c.env.DB);
  const { token, account } = await findToken(db, "verify_email", secret);
  const email = token.subject ?? "";
  const origin = originOf(c);
  const told =
    email === account.email
      ? []
      : [
          noticeStatement(db, account.id, {
            kind: "email_changed",
            severity: "warning",
            data: { email },
            link: "/account/profile",
          }),
          ...(await mailStatements(db, c.env, {
            to: recipientOf(account),
            event: "email_changed",
            data: { email, ip: origin.ip ?? "-", at: new Date() },
          })),
        ];
  try {
    await spendToken(
      db,
      token,
      assertStatement(
        db,
        sql`exists(select 1 from user where id = ${account.id} and status = 'active'
          and (pending_email = ${email} or email = ${email}))`,
      ),
      db
        .update(user)
        .set({ email, pendingEmail: null, emailVerifiedAt: new Date(), updatedAt: new Date() })
        .where(eq(user.id, account.id)),
      voidTokens(db, account.id, "password_reset"),
      ...told,
      auditStatement(db, account, origin, {
        event: "SECURITY",
        action: "EMAIL_VERIFIED",
        resource: ["USER", account.id],
        before: { email: account.email },
        after: { email },
      }),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("USER_002");
    throw error;
  }
  deliverSoon(c);
  return { email };
}
