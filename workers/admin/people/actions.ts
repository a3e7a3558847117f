import { eq, sql } from "drizzle-orm";
import type { Role } from "#contract/common";
import { clearPairs } from "../../auth/attempt.ts";
import { revokeKeysOf } from "../../auth/end-access.ts";
import { resetFactors } from "../../auth/second-factor/reset-factors.ts";
import { tellFactorChange } from "../../auth/second-factor/tell-change.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { changeState, type StateChange } from "./change-state.ts";
import { findPerson } from "./user-detail.ts";

/** T-36: how long a closed account can be taken back. */
const keptFor = 14 * 86_400_000;

/** Who does what to whom. */
export interface Act {
  readonly env: Env;
  readonly db: Db;
  readonly actor: Actor;
  readonly id: string;
  readonly origin: Origin;
  readonly reason?: string | undefined;
}

const change = ({ db, actor, id, origin, reason }: Act, what: StateChange) =>
  changeState(db, actor, id, { reason, ...what }, origin);

export const lock = (act: Act) =>
  change(act, {
    action: "LOCK",
    from: ["active"],
    set: { status: "locked", statusReason: act.reason ?? null },
    signsOut: true,
  });

/** An administrator's lock, and the locks of failed sign-ins, which hold without one (U-162). */
export async function unlock(act: Act): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  const lift = await clearPairs(act.db, account.email);
  await change(act, {
    action: "UNLOCK",
    from: ["active", "locked", "invited"],
    set: account.status === "locked" ? { status: "active", statusReason: null } : {},
    mayBeSelf: true,
    with: lift,
  });
}

export async function suspend(act: Act & { reason: string }, hours: number): Promise<void> {
  const until = new Date(Date.now() + hours * 3_600_000);
  const { account } = await findPerson(act.db, act.id);
  const mail = await mailStatements(act.db, act.env, {
    to: account,
    event: "account_suspended",
    data: { until, reason: act.reason },
  });
  await change(act, {
    action: "SUSPEND",
    from: ["active"],
    set: { suspendedUntil: until, statusReason: act.reason },
    signsOut: true,
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
export const disable = (act: Act) =>
  change(act, {
    action: "DISABLE",
    from: ["active", "locked", "invited"],
    set: { status: "disabled", statusReason: act.reason ?? null },
    signsOut: true,
    severity: "CRITICAL",
  });

export const enable = (act: Act) =>
  change(act, {
    action: "ENABLE",
    from: ["active", "locked", "disabled"],
    set: { status: "active", suspendedUntil: null, statusReason: null },
  });

/** Closed and hidden now; what deletes it for good comes at `gone_at`, and not while it is on hold. */
export async function remove(act: Act, confirm: string, atOnce: boolean): Promise<Date> {
  const { account } = await findPerson(act.db, act.id);
  if (confirm !== account.email) {
    throw new AppError("REQUEST_001", undefined, [
      { path: "json.confirm", message: "not the address of the account" },
    ]);
  }
  if (atOnce && account.hold) throw new AppError("USER_005", { hold: true });
  const now = new Date();
  const goneAt = atOnce ? now : new Date(now.getTime() + keptFor);
  const mail = await mailStatements(act.db, act.env, {
    to: account,
    event: "account_deleted",
    data: { gone_at: goneAt },
  });
  await change(act, {
    action: "DELETE",
    from: ["active", "locked", "disabled", "invited"],
    set: { status: "deleted", statusReason: act.reason ?? null, deletedAt: now, goneAt },
    signsOut: true,
    severity: "CRITICAL",
    with: [revokeKeysOf(act.db, act.id), ...mail],
  });
  return goneAt;
}

/** As long as nothing of it is gone. */
export const restore = (act: Act) =>
  change(act, {
    action: "RESTORE",
    from: ["deleted"],
    while: sql`gone_at > ${Date.now()}`,
    set: { status: "active", deletedAt: null, goneAt: null, statusReason: null },
  });

export const signOut = (act: Act) =>
  change(act, {
    action: "SIGN_OUT",
    from: ["active", "locked", "disabled", "invited"],
    set: {},
    signsOut: true,
    mayBeSelf: true,
  });

/** For who lost them; their sign-ins end, since whoever holds one may be somebody else (T-27). */
export async function resetSecondFactor(act: Act): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  const told = await tellFactorChange(act.env, account, "RESET", act.origin.ip);
  await change(act, {
    action: "SECOND_FACTOR_RESET",
    from: ["active", "locked", "disabled"],
    set: { factorAskedAt: null },
    signsOut: true,
    severity: "CRITICAL",
    with: [...resetFactors(act.db, act.id), ...told],
  });
}

export async function changeRole(act: Act, role: Exclude<Role, "guest">): Promise<void> {
  const { account } = await findPerson(act.db, act.id);
  if (account.role === role) throw new AppError("USER_005", { role });
  const mail = await mailStatements(act.db, act.env, {
    to: account,
    event: "role_changed",
    data: { role, by: act.actor.name },
  });
  await change(act, {
    action: "ROLE_CHANGED",
    from: ["active", "locked", "disabled", "invited"],
    set: { role },
    severity: "CRITICAL",
    with: [
      ...mail,
      noticeStatement(act.db, act.id, {
        kind: "role_changed",
        severity: "warning",
        data: { role, by: act.actor.name },
      }),
    ],
  });
}

/** Name and language are the person's; an administrator corrects them. `hold` keeps from deletion. */
export const update = (act: Act, set: { name?: string; language?: "ja" | "en"; hold?: boolean }) =>
  change(act, {
    action: "UPDATE",
    from: ["active", "locked", "disabled", "invited", "deleted"],
    set,
    mayBeSelf: true,
    severity: "INFO",
  });

/** It no longer counts on the ladder (U-106). Throws USER_001. */
export async function dismissViolation(act: Act, violationId: string): Promise<void> {
  const db = openDb(act.env.DB);
  const found = await db.select().from(violation).where(eq(violation.id, violationId)).get();
  if (!found || found.userId !== act.id) throw new AppError("USER_001");
  if (act.id === act.actor.id) throw new AppError("USER_004");
  await runBatch(
    db,
    db
      .update(violation)
      .set({ dismissedAt: new Date(), dismissedBy: act.actor.id })
      .where(eq(violation.id, violationId)),
    auditStatement(db, act.actor, act.origin, {
      event: "SECURITY",
      action: "VIOLATION_DISMISSED",
      resource: ["USER", act.id],
      severity: "WARNING",
      metadata: { violation_id: violationId, kind: found.kind, reason: act.reason ?? null },
    }),
  );
}
