/** Acting as somebody (SA-041, T-24): for a reason, for an hour, in the open, and never as one's equal. */
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { newLoginSecret } from "../../auth/cookie.ts";
import { describeDevice } from "../../auth/device.ts";
import { refusalOf, standingColumns } from "../../auth/person.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement, isRefused, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { sha256Hex } from "../../platform/hash.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { assertStill } from "../../platform/write-edit.ts";

const longest = hour;

/** How such a sign-in is named among the others. */
const actingMethod = "impersonation";

interface Asked {
  readonly admin: Actor;
  readonly origin: Origin;
  readonly reason: string;
  readonly ticket: string | undefined;
}

export interface Acting {
  readonly id: string;
  readonly secret: string;
  readonly target: { readonly id: string; readonly name: string };
  readonly expires: Date;
}

/** Whoever it is must be able to act, and be no administrator, not even for a day. Throws USER_001, AUTH_023. */
async function requireTarget(db: Db, id: string, admin: Actor, now: number) {
  const row = await db
    .select({ account: user, ...standingColumns })
    .from(user)
    .where(eq(user.id, id))
    .get();
  if (!row) throw new AppError("USER_001");
  const { account, elevatedUntil } = row;
  const plain = account.role === "user" && (elevatedUntil ?? 0) <= now;
  if (id === admin.id || !plain || refusalOf(account, now) !== null) {
    throw new AppError("AUTH_023");
  }
  return account;
}

const heldBy = (admin: Actor) =>
  and(
    eq(userSession.impersonatorLogin, admin.login_id),
    isNotNull(userSession.impersonatorLogin),
    eq(userSession.isActive, true),
  );

const endAll = (db: Db, admin: Actor): Statement =>
  db
    .update(userSession)
    .set({ isActive: false, logoutAt: new Date(), logoutReason: "MANUAL" })
    .where(heldBy(admin));

/** One at a time: another one ends. Throws USER_001, AUTH_023. */
export async function actAs(env: Env, id: string, asked: Asked): Promise<Acting> {
  const { admin, origin, reason, ticket } = asked;
  const db = openDb(env.DB);
  const now = new Date();
  const account = await requireTarget(db, id, admin, now.getTime());
  const secret = newLoginSecret();
  const expires = new Date(Math.min(now.getTime() + longest, admin.login_expires_at.getTime()));
  const loginId = crypto.randomUUID();
  const data = { admin: admin.name, reason, at: now, until: expires };
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "acted_as",
    data,
  });
  const stillPlain = sql`exists(select 1 from user where id = ${id} and role = 'user' and status = 'active')`;
  try {
    await runBatch(
      db,
      assertStatement(db, stillPlain),
      endAll(db, admin),
      db.insert(userSession).values({
        id: loginId,
        userId: id,
        sessionTokenHash: await sha256Hex(secret),
        ipAddress: origin.ip,
        userAgent: origin.userAgent,
        method: actingMethod,
        deviceInfo: describeDevice(origin.userAgent ?? ""),
        loginAt: now,
        lastActivityAt: now,
        expiresAt: expires,
        impersonatorId: admin.id,
        impersonatorLogin: admin.login_id,
        reason,
      }),
      auditStatement(db, admin, origin, {
        event: "SECURITY",
        action: "IMPERSONATION_START",
        resource: ["USER", id],
        severity: "CRITICAL",
        after: { until: expires },
        metadata: { reason, login_id: loginId, ...(ticket === undefined ? {} : { ticket }) },
      }),
      noticeStatement(db, id, {
        kind: "acted_as",
        severity: "critical",
        data: { name: admin.name, reason, until: expires.toISOString(), user_id: admin.id },
      }),
      ...mail,
    );
  } catch (error) {
    throw isRefused(error) ? new AppError("AUTH_023") : error;
  }
  return { id: loginId, secret, target: { id, name: account.name }, expires };
}

/** The administrator is themselves again; ending twice changes nothing. */
export async function stopActing(env: Env, acting: Actor, origin: Origin): Promise<void> {
  if (!acting.impersonator) return;
  const db = openDb(env.DB);
  const mine = eq(userSession.id, acting.login_id);
  await runIfHolds(
    db,
    assertStill(db, userSession, mine, { isActive: true }),
    db
      .update(userSession)
      .set({ isActive: false, logoutAt: new Date(), logoutReason: "MANUAL" })
      .where(mine),
    auditStatement(db, { id: acting.impersonator.id }, origin, {
      event: "SECURITY",
      action: "IMPERSONATION_END",
      resource: ["USER", acting.id],
      severity: "WARNING",
      metadata: { login_id: acting.login_id },
    }),
  );
}
