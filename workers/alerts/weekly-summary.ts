/** The week's security in one mail to every administrator, on Monday at 9 in Japan (U-146). */
import { and, count, eq, gte, lt, sql } from "drizzle-orm";
import { recipientOf } from "../auth/recipient.ts";
import { user } from "../auth/user.sql.ts";
import { mailsTo } from "../mail/outbox.ts";
import { violation } from "../people/conduct/violation.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { assertStatement, runIfHolds } from "../platform/assert-statement.ts";
import { openDb, type Db } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { linkTo } from "../platform/site-address.ts";
import { dayOf } from "../settings/site-time.ts";
import { alertEvent, reportRun, systemAlert } from "./alert.sql.ts";
import { adminsToTell } from "../auth/admins-to-tell.ts";

const day = 24 * hour;
/** Monday 9:00 in Japan is midnight in UTC; 1970-01-05 was a Monday. */
const firstMonday = 4 * day;

/** When the latest summary was due, Unix milliseconds. */
export const lastDue = (now: number): number =>
  firstMonday + Math.floor((now - firstMonday) / (7 * day)) * 7 * day;

/** Rows of one kind that are counted at most: the week of a site under attack ends, too. */
const enough = 100_000;

/** Each is an index from a beginning to an end (see audit.sql). */
async function countActions(db: Db, actions: readonly string[], from: Date, to: Date) {
  let total = 0;
  for (const action of actions) {
    const rows = db
      .select({ id: auditLog.id })
      .from(auditLog)
      .where(
        and(eq(auditLog.action, action), gte(auditLog.createdAt, from), lt(auditLog.createdAt, to)),
      )
      .limit(enough)
      .as("rows");
    const [found] = await db.select({ count: count() }).from(rows);
    total += found?.count ?? 0;
  }
  return total;
}

const countKind = async (db: Db, resource: string, from: Date, to: Date): Promise<number> =>
  db.$count(
    auditLog,
    and(
      eq(auditLog.resourceType, resource),
      gte(auditLog.createdAt, from),
      lt(auditLog.createdAt, to),
    ),
  );

async function figures(db: Db, from: Date, to: Date) {
  const within = and(gte(alertEvent.at, from), lt(alertEvent.at, to));
  const actions = (...names: string[]) => countActions(db, names, from, to);
  return {
    sign_ins: await actions("LOGIN_SUCCESS"),
    failed_sign_ins: await actions("LOGIN_FAILED"),
    locks: await actions("LOGIN_LOCKED"),
    role_changes: await actions("ROLE_CHANGED", "REQUEST_APPROVED"),
    suspensions: await actions("SUSPEND", "LOCK", "DISABLE"),
    violations: await db.$count(
      violation,
      and(gte(violation.createdAt, from), lt(violation.createdAt, to)),
    ),
    setting_changes: await countKind(db, "SYSTEM_SETTING", from, to),
    new_people: await db.$count(user, and(gte(user.createdAt, from), lt(user.createdAt, to))),
    alerts: await db.$count(alertEvent, and(eq(alertEvent.kind, "fired"), within)),
    open_alerts: await db.$count(
      systemAlert,
      sql`${systemAlert.deletedAt} is null and ${systemAlert.isEnabled} = 1 and ${systemAlert.state} = 'firing'`,
    ),
    critical: await db.$count(
      auditLog,
      and(
        eq(auditLog.severity, "CRITICAL"),
        gte(auditLog.createdAt, from),
        lt(auditLog.createdAt, to),
      ),
    ),
  };
}

/** Sends what was due within the last day and was not sent; of several runs one sends it. */
export async function sendWeeklySummary(env: Env, now = Date.now()): Promise<boolean> {
  const due = lastDue(now);
  if (now - due > day) return false;
  const db = openDb(env.DB);
  const id = `security:${dayOf(due)}`;
  const done = await db.select().from(reportRun).where(eq(reportRun.id, id)).get();
  if (done) return false;
  const [from, to] = [new Date(due - 7 * day), new Date(due)];
  const data = {
    ...(await figures(db, from, to)),
    from: dayOf(from.getTime()),
    to: dayOf(due - day),
    link: linkTo(env, "/admin/audit"),
  };
  const admins = await adminsToTell(db);
  const mails = await mailsTo(db, env, "security_summary", admins.map(recipientOf), () => data);
  return runIfHolds(
    db,
    assertStatement(db, sql`not exists(select 1 from report_run where id = ${id})`),
    db.insert(reportRun).values({ id, createdAt: new Date(now) }),
    ...mails,
  );
}
