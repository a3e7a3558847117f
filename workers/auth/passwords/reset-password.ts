import { eq } from "drizzle-orm";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { sha256Hex } from "../../platform/hash.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { errorFields, log } from "../../platform/log.ts";
import { siteAddress } from "../../platform/site-address.ts";
import { deliverMail, deliverSoon, mailStatements } from "../../mail/outbox.ts";
import { isMailEnabled } from "../../mail/transport.ts";
import { clearHolds } from "../attempt.ts";
import { endLoginsOf } from "../end-access.ts";
import { clearGuesses } from "../second-factor/code-attempts.ts";
import { countOf, endKeys, revocationOf } from "../keys/revoke-all.ts";
import { networkOf } from "../network.ts";
import { countTokens, findToken, newToken, spendToken, voidTokens } from "../one-time-tokens.ts";
import { closeEndedSockets } from "../open-sockets.ts";
import { recipientOf } from "../recipient.ts";
import { reserveOrRefuse } from "../reserve-or-refuse.ts";
import { isHumanCheckOn, requireHuman } from "../turnstile.ts";
import { user } from "../user.sql.ts";
import { setPassword } from "./change-password.ts";
import { hashNewPassword } from "./new-password.ts";
import { tellPasswordChange } from "./tell-change.ts";

const hour = 3_600_000;
/** Of one account. */
const mailsPerHour = 3;
/** Of one network, before the human check and before it is sent away. */
const requests = { free: 3, max: 30 };

async function writeMail(
  c: AppContext,
  json: { email: string; language?: "ja" | "en" | undefined },
): Promise<void> {
  const db = openDb(c.env.DB);
  const account = await db.select().from(user).where(eq(user.email, json.email)).get();
  if (account?.status !== "active" || account.role === "guest") return;
  const since = new Date(Date.now() - hour);
  if ((await countTokens(db, account.id, "password_reset", since)) >= mailsPerHour) return;
  const { link, expiresAt, statement } = await newToken(db, siteAddress(c), {
    kind: "password_reset",
    userId: account.id,
    subject: account.email,
  });
  const to = { ...recipientOf(account), language: account.language ?? json.language ?? null };
  const data = { link, expires_at: expiresAt };
  await runBatch(
    db,
    voidTokens(db, account.id, "password_reset"),
    ...statement,
    ...(await mailStatements(db, c.env, { to, event: "password_reset", data })),
    auditStatement(db, account, originOf(c), {
      event: "SECURITY",
      action: "PASSWORD_RESET_REQUESTED",
      resource: ["USER", account.id],
    }),
  );
  await deliverMail(c.env);
}

/**
 * Sends the link, if there is somebody to send it to. What the answer waits for is the same for
 * every address: the account is looked up after it (U-162).
 */
export async function requestPasswordReset(
  c: AppContext,
  json: { email: string; language?: "ja" | "en" | undefined; turnstile?: string | undefined },
): Promise<void> {
  if (!isMailEnabled(c.env)) throw new AppError("AUTH_019");
  const { ip } = originOf(c);
  const lock = { max: requests.max, length: hour };
  const key = `reset:${await sha256Hex(ip === null ? json.email : networkOf(ip))}`;
  const number = await reserveOrRefuse(openDb(c.env.DB), key, lock);
  if (number > requests.free && isHumanCheckOn(c.env))
    await requireHuman(c.env, json.turnstile, ip);
  const written = writeMail(c, json).catch((error: unknown) =>
    log("error", "reset_mail_failed", errorFields(error)),
  );
  c.executionCtx.waitUntil(written);
}

/**
 * A new password with the link of the mail: who reads the account's mail is its owner. Every sign-in
 * ends, and the locks of T-17 are lifted. An administrator's lock stays: what they sent themselves
 * works all the same, and what was asked for before it does not.
 */
export async function resetPassword(
  c: AppContext,
  json: { token: string; password: string; revoke_keys: boolean },
): Promise<void> {
  const db = openDb(c.env.DB);
  const { token, account } = await findToken(db, "password_reset", json.token);
  const isOpen =
    account.status === "active" || (account.status === "locked" && token.createdBy !== null);
  if (!isOpen || token.subject !== account.email) {
    throw new AppError("AUTH_012");
  }
  const passwordHash = await hashNewPassword(db, c.env, account, json.password);
  const keys = json.revoke_keys ? await revocationOf(db, account, originOf(c)) : null;
  const told = await tellPasswordChange(db, c.env, account, originOf(c), "reset", countOf(keys));
  const emailVerifiedAt = account.emailVerifiedAt ?? new Date();
  await spendToken(
    db,
    token,
    ...setPassword(db, account, passwordHash, { emailVerifiedAt }),
    ...(await clearHolds(db, account.email)),
    ...clearGuesses(db, account.id),
    ...endLoginsOf(db, account.id, "FORCED"),
    ...(keys?.statements ?? []),
    ...told,
  );
  deliverSoon(c);
  await closeEndedSockets(c.env, account.id);
  if (keys) await endKeys(c.env, account, originOf(c), keys);
}
