import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type AppContext } from "../platform/http/http.ts";
import { errorFields, log } from "../platform/log.ts";
import { siteAddress } from "../platform/site-address.ts";
import { deliverMail, mailStatements } from "../mail/outbox.ts";
import { isMailEnabled } from "../mail/transport.ts";
import { isPairOf, type Attempt } from "./attempt.ts";
import { countTokens, findToken, newToken, spendToken } from "./one-time-tokens.ts";
import { recipientOf } from "./recipient.ts";
import { clearAttempts } from "./throttle.ts";
import type { user } from "./user.sql.ts";

type Account = typeof user.$inferSelect;

/** A stranger who locks an address from many places does not fill its owner's inbox. */
const mailsPerDay = 3;

async function writeMail(
  c: AppContext,
  account: Account,
  { pair, network }: Attempt,
  lockedUntil: Date,
): Promise<void> {
  const db = openDb(c.env.DB);
  const since = new Date(Date.now() - day);
  if ((await countTokens(db, account.id, "unlock", since)) >= mailsPerDay) return;
  const { link, expiresAt, statement } = await newToken(db, siteAddress(c), {
    kind: "unlock",
    userId: account.id,
    subject: pair,
  });
  const mail = await mailStatements(db, c.env, {
    to: recipientOf(account),
    event: "unlock",
    data: {
      link,
      expires_at: expiresAt,
      ip: originOf(c).ip ?? network,
      locked_until: lockedUntil,
    },
  });
  await runBatch(db, ...statement, ...mail);
  await deliverMail(c.env);
}

/** Beside the answer, whose time must not tell that there is somebody to write to. */
export function sendUnlockMail(
  c: AppContext,
  account: Account,
  attempt: Attempt,
  lockedUntil: Date,
): void {
  if (account.status !== "active" || !isMailEnabled(c.env)) return;
  const written = writeMail(c, account, attempt, lockedUntil).catch((error: unknown) =>
    log("error", "unlock_mail_failed", errorFields(error)),
  );
  c.executionCtx.waitUntil(written);
}

/** Lifts the lock that the mail told of, and no other. */
export async function unlockByMail(c: AppContext, secret: string): Promise<void> {
  const db = openDb(c.env.DB);
  const { token, account } = await findToken(db, "unlock", secret);
  const pair = token.subject ?? "";
  if (!(await isPairOf(account.email, pair))) throw new AppError("AUTH_012");
  await spendToken(
    db,
    token,
    clearAttempts(db, pair),
    auditStatement(db, account, originOf(c), {
      event: "SECURITY",
      action: "LOGIN_UNLOCKED",
      resource: ["USER", account.id],
      metadata: { by: "mail" },
    }),
  );
}
