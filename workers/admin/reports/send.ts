/** The weekly report's mail, on Monday at 9 in Japan (U-208), or when an administrator asks. */
import { eq, inArray, sql } from "drizzle-orm";
import type { sendReportNow as contract } from "#contract/admin-report";
import type { OutputOf } from "#contract/endpoint";
import type { Language } from "#contract/errors";
import { reportRun } from "../../alerts/alert.sql.ts";
import { lastDue } from "../../alerts/weekly-summary.ts";
import { adminsToTell } from "../../auth/admins-to-tell.ts";
import { recipientOf } from "../../auth/recipient.ts";
import { user } from "../../auth/user.sql.ts";
import type { Recipient } from "../../mail/compose.ts";
import { mailsTo } from "../../mail/outbox.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { openDb, type Db, type Statement } from "../../platform/db.ts";
import { day, minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { linkTo } from "../../platform/site-address.ts";
import { stableId } from "../../platform/stable-id.ts";
import { readSettingsNow } from "../../settings/read-settings.ts";
import { dayOf } from "../../settings/site-time.ts";
import { partsOf } from "./lines.ts";
import { weekAt, type Week } from "./week.ts";
import { weeklyReport, weeklyRun } from "./weekly-report.ts";

const nameIn = (address: string): string => address.split("@")[0] ?? address;

const mayRead = (account: typeof user.$inferSelect, now: number): boolean =>
  account.status === "active" && (account.suspendedUntil?.getTime() ?? 0) <= now;

/**
 * Those the settings name, else all administrators. An address of an account that may not sign in
 * (any more) gets nothing; one without an account is a list or somebody from outside.
 */
async function recipientsOf(
  db: Db,
  addresses: readonly string[],
  now: number,
): Promise<Recipient[]> {
  if (addresses.length === 0) return (await adminsToTell(db)).map(recipientOf);
  const rows = await db
    .select()
    .from(user)
    .where(inArray(user.email, [...addresses]));
  const accounts = new Map(rows.map((row) => [row.email, row]));
  return addresses.flatMap((email): Recipient[] => {
    const account = accounts.get(email);
    if (account) return mayRead(account, now) ? [recipientOf(account)] : [];
    return [{ id: null, email, name: nameIn(email), language: null, timeZone: "Asia/Tokyo" }];
  });
}

interface Mailing {
  readonly week: Week;
  readonly to: readonly Recipient[];
  /** Of several who send it with this name, one does. */
  readonly run: string;
  readonly now: number;
  /** Null: the site itself, on Monday. */
  readonly actor: Actor | null;
  readonly origin: Origin;
  readonly with?: readonly Statement[];
}

/** The mails, each in its reader's language, with their record. False: it was sent already. */
async function mailReport(env: Env, { week, to, run, now, ...by }: Mailing): Promise<boolean> {
  const db = openDb(env.DB);
  const languages = [...new Set(to.map((one) => one.language ?? "ja"))];
  const parts = new Map(
    await Promise.all(
      languages.map(async (language) => {
        const report = await weeklyReport(env, week, language, now);
        return [language, partsOf(report, language)] as const;
      }),
    ),
  );
  const link = linkTo(env, `/admin/statistics?tab=report&week=${week.start}`);
  const frame = { from: week.start, to: week.sunday, link };
  const empty = { highlights: [], health: [], usage: [], cost: [], incidents: [], actions: [] };
  const dataFor = (language: Language) => ({ ...frame, ...(parts.get(language) ?? empty) });
  const people = to.flatMap((one) => one.id ?? []);
  return runIfHolds(
    db,
    assertStatement(db, sql`not exists(select 1 from report_run where id = ${run})`),
    db.insert(reportRun).values({ id: run, createdAt: new Date(now) }),
    ...(by.with ?? []),
    auditStatement(db, by.actor, by.origin, {
      once: { id: stableId(`report ${run}`), at: now },
      event: "ACCESS",
      action: "REPORT_SENT",
      resource: ["REPORT", null],
      metadata: { report: "weekly", week: week.start, recipients: to.length, people },
    }),
    ...(await mailsTo(db, env, "weekly_report", to, dataFor)),
  );
}

/** Sends what was due within the last day and was not sent; of several runs one sends it. */
export async function sendWeeklyReport(env: Env, now = Date.now()): Promise<boolean> {
  const due = lastDue(now);
  if (now - due > day) return false;
  const db = openDb(env.DB);
  const week = weekAt(dayOf(due - day), now);
  const run = weeklyRun(week.start);
  const done = await db.select().from(reportRun).where(eq(reportRun.id, run)).get();
  if (done) return false;
  const settings = await readSettingsNow(env);
  if (!settings.weekly_report) return false;
  const to = await recipientsOf(db, settings.weekly_report_to, now);
  if (to.length === 0) return false;
  return mailReport(env, { week, to, run, now, actor: null, origin: bySystem });
}

/**
 * A week's report to whom it goes on Mondays, also where that is switched off. A week that is over
 * counts as sent: Monday's mail does not come a second time. Throws REQUEST_001, REPORT_001, REPORT_002.
 */
export async function sendReportNow(
  env: Env,
  by: { readonly actor: Actor; readonly origin: Origin },
  asked: string | undefined,
  now = Date.now(),
): Promise<OutputOf<typeof contract>> {
  const db = openDb(env.DB);
  const week = weekAt(asked, now, "json");
  const settings = await readSettingsNow(env);
  const to = await recipientsOf(db, settings.weekly_report_to, now);
  if (to.length === 0) throw new AppError("REPORT_002");
  const createdAt = new Date(now);
  const asSent = db
    .insert(reportRun)
    .values({ id: weeklyRun(week.start), createdAt })
    .onConflictDoUpdate({ target: reportRun.id, set: { createdAt } });
  const sent = await mailReport(env, {
    ...by,
    week,
    to,
    run: `${weeklyRun(week.start)}:${Math.floor(now / minute)}`,
    now,
    with: week.running ? [] : [asSent],
  });
  if (!sent) throw new AppError("REPORT_001");
  return { start_date: week.start, recipient_count: to.length };
}
