import { and, eq, sql } from "drizzle-orm";
import { whomToAsk } from "../../auth/admins-to-tell.ts";
import { throwOut } from "../../auth/end-access.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticesTo, noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { rulesAddress } from "../../platform/site-address.ts";
import { endAsked } from "../requests/end-asked.ts";
import { conductKinds, type ConductKind } from "#contract/conduct";
import { violation } from "./violation.sql.ts";

/** U-106. */
const suspendedFor = 24 * hour;

export type Step = 1 | 2 | 3;

export interface Finding {
  readonly account: typeof user.$inferSelect;
  readonly kind: ConductKind;
  readonly step: Step;
  readonly detail: string;
  /** What it was, where that can be said: for who judges it, and for the person. */
  readonly examples: readonly string[];
  readonly sessionId: string | null;
  readonly now: number;
  /** An administrator who saw it; absent: the site itself did. */
  readonly by?: { readonly actor: Pick<Actor, "id" | "key">; readonly origin: Origin };
  /** The last administrator is reported, not shut out. */
  readonly spared?: true;
}

const detailOf = ({ detail, examples }: Finding): string =>
  [detail, examples.join(", ")].filter(Boolean).join(": ").slice(0, 1000);

const suspendedUntil = (now: number) => new Date(now + suspendedFor);

/** What a step makes of an account, and what that was; a warning changes nothing of it. */
function changeOf({ account, step, now, spared }: Finding) {
  if (step === 1 || spared) return {};
  const { status, hold } = account;
  return step === 2
    ? {
        before: { suspended_until: account.suspendedUntil },
        after: { suspended_until: suspendedUntil(now) },
      }
    : { before: { status, hold }, after: { status: "disabled", hold: true } };
}

const onRecord = (db: Db, finding: Finding) => {
  const { account, kind, step, sessionId, now, by, spared } = finding;
  const detail = detailOf(finding);
  return [
    db.insert(violation).values({
      id: crypto.randomUUID(),
      userId: account.id,
      kind,
      step,
      detail,
      sessionId,
      createdAt: new Date(now),
    }),
    auditStatement(db, by?.actor ?? null, by?.origin ?? bySystem, {
      event: "SECURITY",
      action: by ? "IMMEDIATE_STOP" : "VIOLATION",
      resource: ["USER", account.id],
      severity: step === 1 ? "WARNING" : "CRITICAL",
      ...changeOf(finding),
      metadata: { kind, step, detail, ...(spared ? { spared: "last_admin" } : {}) },
    }),
  ];
};

async function report(db: Db, { account, kind, step }: Finding): Promise<Statement[]> {
  const admins = await db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), eq(user.status, "active")));
  const ids = admins.map(({ id }) => id);
  return noticesTo(db, ids, {
    kind: "violation_report",
    severity: "critical",
    data: { kind, step, user: account.name, user_id: account.id },
    link: `/admin/users/${account.id}`,
  });
}

const warned = (db: Db, { account, kind, step, examples }: Finding): Statement =>
  noticeStatement(db, account.id, {
    kind: "violation_warning",
    severity: "warning",
    data: { kind, step, ...(examples.length > 0 ? { examples: examples.join(", ") } : {}) },
  });

/** Why, as the person reads it at the door: what an administrator wrote, else the kind in words. */
const reasonOf = ({ account, kind, by, detail }: Finding): string =>
  by ? detail : conductKinds[kind][account.language ?? "ja"];

/** The same in a mail, with what was seen. */
function reasonInFull(finding: Finding): string {
  const { account, examples } = finding;
  const language = account.language ?? "ja";
  const words = reasonOf(finding);
  if (examples.length === 0) return words;
  const seen = examples.join(", ");
  return language === "ja" ? `${words}（検出された操作: ${seen}）` : `${words} (detected: ${seen})`;
}

async function suspended(db: Db, env: Env, finding: Finding): Promise<Statement[]> {
  const { account, now } = finding;
  const until = suspendedUntil(now);
  const reason = reasonOf(finding);
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "account_suspended",
    data: {
      until,
      reason: reasonInFull(finding),
      contact: await whomToAsk(db, account.id),
      rules: rulesAddress(env),
    },
  });
  return [
    db
      .update(user)
      .set({ suspendedUntil: until, statusReason: reason, updatedAt: new Date(now) })
      .where(eq(user.id, account.id)),
    ...throwOut(db, account.id),
    ...mail,
    noticeStatement(db, account.id, {
      kind: "account_suspended",
      severity: "critical",
      data: { until: until.toISOString(), reason },
    }),
  ];
}

/** Out, and everything is kept for whoever looks into it. */
async function disabled(db: Db, env: Env, finding: Finding): Promise<Statement[]> {
  const { account, now } = finding;
  const reason = reasonOf(finding);
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "account_disabled",
    data: {
      reason: reasonInFull(finding),
      contact: await whomToAsk(db, account.id),
      rules: rulesAddress(env),
    },
  });
  return [
    db
      .update(user)
      .set({ status: "disabled", hold: true, statusReason: reason, updatedAt: new Date(now) })
      .where(sql`${user.id} = ${account.id} and ${user.status} in ('active', 'locked')`),
    ...throwOut(db, account.id),
    ...mail,
  ];
}

/** What a step of the ladder writes, all of it together (U-106). */
export async function stepStatements(env: Env, db: Db, finding: Finding): Promise<Statement[]> {
  const told = finding.step === 1 ? [] : await report(db, finding);
  if (finding.step === 1 || finding.spared) {
    return [...onRecord(db, finding), warned(db, finding), ...told];
  }
  const [shutOut, how] =
    finding.step === 2 ? ([suspended, "suspended"] as const) : ([disabled, "closed"] as const);
  const by = { actor: finding.by?.actor ?? null, origin: finding.by?.origin ?? bySystem };
  return [
    ...onRecord(db, finding),
    ...(await shutOut(db, env, finding)),
    ...(await endAsked(db, [finding.account.id], by, how)),
    ...told,
  ];
}
