import { eq, sql } from "drizzle-orm";
import { openDb, type Statement } from "../platform/db.ts";
import { randomToken, sha256Hex } from "../platform/hash.ts";
import { originOf, type AppContext } from "../platform/http/http.ts";
import { deliverSoon, mailStatements } from "../mail/outbox.ts";
import { noticeStatement } from "../notices/write-notice.ts";
import { readDeviceCookie, writeDeviceCookie } from "./cookie.ts";
import { deviceName } from "./device.ts";
import { recipientOf } from "./recipient.ts";
import { user } from "./user.sql.ts";

export interface Device {
  readonly hash: string;
  /** Tells the owner of a sign-in from a browser the account was never used from; for its batch. */
  readonly statements: Statement[];
  /** Once the sign-in stands. */
  readonly remember: () => void;
}

/**
 * Whether a device was signed in from since it was last thrown out: by its owner from elsewhere, by
 * an administrator, or with a new password. What was over before that password says nothing of it.
 */
const knows = (userId: string, hash: string) =>
  sql<number>`(select coalesce(
    max(case when logout_reason is 'FORCED'
        or logout_at <= (select password_changed_at from user where id = ${userId})
      then null else login_at end)
      > coalesce(max(case when logout_reason is 'FORCED' then logout_at end), 0), 0)
    from user_session where user_id = ${userId} and device_hash = ${hash})`;

/** The hash of what the browser is known by, where this account was signed in from it before; else null. */
export async function knownDevice(
  c: AppContext,
  userId: string | undefined,
): Promise<string | null> {
  const given = readDeviceCookie(c);
  if (given === undefined) return null;
  const hash = await sha256Hex(given);
  // Asked for an address nobody has, too: the time of an answer tells nothing.
  const row = await openDb(c.env.DB).get<{ known: number }>(
    sql`select ${knows(userId ?? "", hash)} as known`,
  );
  return row?.known ? hash : null;
}

/** A cookie of its own tells a browser, since neither its name nor its address does. */
export async function meetDevice(c: AppContext, userId: string): Promise<Device> {
  const db = openDb(c.env.DB);
  const origin = originOf(c);
  const given = readDeviceCookie(c);
  const device = given && /^[\w-]{43}$/.test(given) ? given : randomToken();
  const hash = await sha256Hex(device);
  const found = await db
    .select({
      account: user,
      before: sql<number>`exists(
        select 1 from user_session where user_id = ${userId} and device_hash is not null)`,
      known: knows(userId, hash),
    })
    .from(user)
    .where(eq(user.id, userId))
    .get();
  const remember = () => writeDeviceCookie(c, device);
  if (!found || !found.before || found.known) return { hash, statements: [], remember };
  const seen = { ip: origin.ip ?? "?", device: deviceName(origin) };
  const mail = await mailStatements(db, c.env, {
    to: recipientOf(found.account),
    event: "new_login",
    data: { ...seen, at: new Date() },
  });
  const told = noticeStatement(db, userId, {
    kind: "new_login",
    severity: "warning",
    data: seen,
    link: "/account/security",
  });
  const after = () => {
    remember();
    deliverSoon(c);
  };
  return { hash, statements: [told, ...mail], remember: after };
}
