import { and, eq, sql } from "drizzle-orm";
import { endLoginsOf } from "../../auth/end-access.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { user } from "../../auth/user.sql.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { noticesTo, noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement, bySystem } from "../../platform/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { conductKinds, type ConductKind } from "#contract/conduct";
import { violation } from "./violation.sql.ts";

/** U-106. */
const suspendedFor = 24 * 3_600_000;

export type Step = 1 | 2 | 3;

export interface Finding {
  readonly account: typeof user.$inferSelect;
  readonly kind: ConductKind;
  readonly step: Step;
  readonly detail: string;
  readonly sessionId: string | null;
  readonly now: number;
  /** An administrator who saw it; absent: the site itself did. */
  readonly by?: { readonly actor: Pick<Actor, "id" | "key">; readonly origin: Origin };
  /** The last administrator is reported, not shut out. */
  readonly spared?: true;
}

const onRecord = (db: Db, { account, kind, step, detail, sessionId, now, by, spared }: Finding) => [
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
    metadata: { kind, step, detail, ...(spared ? { spared: "last_admin" } : {}) },
  }),
];

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

const warned = (db: Db, { account, kind, step }: Finding): Statement =>
  noticeStatement(db, account.id, {
    kind: "violation_warning",
    severity: "warning",
    data: { kind, step },
  });

async function suspended(db: Db, env: Env, { account, kind, now }: Finding): Promise<Statement[]> {
  const until = new Date(now + suspendedFor);
  const reason = conductKinds[kind][account.language ?? "ja"];
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "account_suspended",
    data: { until, reason },
  });
  return [
    db
      .update(user)
      .set({ suspendedUntil: until, statusReason: reason, updatedAt: new Date(now) })
      .where(eq(user.id, account.id)),
    endLoginsOf(db, account.id, "FORCED"),
    ...mail,
    noticeStatement(db, account.id, {
      kind: "account_suspended",
      severity: "critical",
      data: { until: until.toISOString(), reason },
    }),
  ];
}

/** Out, and everything is kept for whoever looks into it. */
const disabled = (db: Db, { account, kind, now }: Finding): Statement[] => [
  db
    .update(user)
    .set({
      status: "disabled",
      hold: true,
      statusReason: conductKinds[kind][account.language ?? "ja"],
      updatedAt: new Date(now),
    })
    .where(sql`${user.id} = ${account.id} and ${user.status} in ('active', 'locked')`),
  endLoginsOf(db, account.id, "FORCED"),
];

/** What a step of the ladder writes, all of it together (U-106). */
export async function stepStatements(env: Env, db: Db, finding: Finding): Promise<Statement[]> {
  const told = finding.step === 1 ? [] : await report(db, finding);
  if (finding.step === 1 || finding.spared) {
    return [...onRecord(db, finding), warned(db, finding), ...told];
  }
  const hard = finding.step === 2 ? await suspended(db, env, finding) : disabled(db, finding);
  return [...onRecord(db, finding), ...hard, ...told];
}
