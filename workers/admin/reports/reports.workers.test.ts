import { env } from "cloudflare:workers";
import { and, eq, inArray } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import * as contract from "#contract/admin-report";
import type { WeeklyReport } from "#contract/admin-report";
import { alertEvent, reportRun, systemAlert } from "../../alerts/alert.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day, hour, minute } from "../../platform/durations.ts";
import { forgetSettings } from "../../settings/read-settings.ts";
import { systemSetting } from "../../settings/system-setting.sql.ts";
import { costDay } from "../../statistics/cost-figure.sql.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { errorDay, latencyDay } from "../../statistics/request-figure.sql.ts";
import { mailsTo } from "../../testing/mails.ts";
import { call, codeOf, createAccount, signUp } from "../../testing/people.ts";
import { readDays } from "../statistics/days.ts";
import { countedAt } from "../statistics/testing.ts";
import { incidentsOf, meanMinutes } from "./incidents.ts";
import { markdownOf } from "./lines.ts";
import { measureDays } from "./measure.ts";
import { sendWeeklyReport } from "./send.ts";
import { weekAt } from "./week.ts";
import { weeklyReport } from "./weekly-report.ts";

const db = openDb(env.DB);

const set = async (key: string, value: unknown) => {
  const at = new Date();
  await db.insert(systemSetting).values({
    id: crypto.randomUUID(),
    category: "GENERAL",
    key,
    value,
    valueType: "JSON",
    createdAt: at,
    updatedAt: at,
  });
  forgetSettings(env);
};

const own = ["weekly_report", "weekly_report_to", "infrastructure_usd", "site_budget_usd"];

afterEach(async () => {
  await db.delete(systemSetting).where(inArray(systemSetting.key, own));
  forgetSettings(env);
});

/** Seven days of one kind, from a Monday on. */
async function week(monday: string, row: Partial<typeof dayFigure.$inferInsert>) {
  const start = Date.parse(monday);
  for (let n = 0; n < 7; n++) {
    const at = new Date(start + n * day).toISOString().slice(0, 10);
    await db.insert(dayFigure).values({ ...row, day: at });
  }
}

async function alert(events: readonly (readonly [kind: string, at: string])[], more: object = {}) {
  const at = new Date();
  const id = crypto.randomUUID();
  const threshold = { value: 5, unit: "percent", window_minutes: 5 };
  await db.insert(systemAlert).values({
    id,
    name: "Errors [x](http://evil.example)",
    conditionType: "ERROR_RATE",
    threshold,
    comparisonOperator: "GT",
    notificationChannels: [],
    createdBy: id,
    createdAt: at,
    updatedAt: at,
    stateSince: at,
    isEnabled: false,
    ...more,
  });
  await db.insert(alertEvent).values(
    events.map(([kind, when]) => ({
      id: crypto.randomUUID(),
      alertId: id,
      kind: kind as "fired",
      value: 7.5,
      threshold,
      comparisonOperator: "GT",
      at: new Date(when),
    })),
  );
  return id;
}

const figure = (report: WeeklyReport, name: string) =>
  [...report.health, ...report.usage, ...report.cost].find((one) => one.name === name);

test("a week is measured against what is promised and against the week before (U-208)", async () => {
  await week("2003-03-03", { requests: 100, activePeople: 10, costMicroUsd: 1_000_000 });
  await week("2003-03-10", {
    requests: 1000,
    serverErrors: 1,
    clientErrors: 9,
    socketOpens: 100,
    socketDrops: 3,
    activePeople: 12,
    newPeople: 2,
    busyMinutes: 1000,
    downMinutes: 0,
    costMicroUsd: 3_000_000,
    monthlyActive: 40,
  });
  await db.insert(latencyDay).values([
    { day: "2003-03-10", kind: "rest", bucket: 5, requests: 100 },
    { day: "2003-03-16", kind: "model", bucket: 30, requests: 10 },
  ]);
  await db.insert(errorDay).values([
    { day: "2003-03-12", status: 500, code: "SERVER_001", requests: 5 },
    { day: "2003-03-12", status: 404, code: "PROJECT_001", requests: 50 },
    { day: "2003-03-12", status: 503, code: "SERVER_004", requests: 500 },
  ]);
  const cost = {
    calls: 1,
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  };
  await db
    .insert(costDay)
    .values({ day: "2003-03-10", model: "m-weekly", ...cost, costMicroUsd: 21_000_000 });
  await set("site_budget_usd", 30);
  await set("infrastructure_usd", 365);
  const now = Date.parse("2003-03-17T00:00:00Z");
  const report = await weeklyReport(env, weekAt("2003-03-14", now), "en", now);
  await db.delete(costDay).where(eq(costDay.model, "m-weekly"));
  expect(report).toMatchObject({ start_date: "2003-03-10", end_date: "2003-03-16", is_over: true });
  expect(figure(report, "uptime")).toMatchObject({ value: 100, is_met: true });
  expect(figure(report, "api_availability")).toMatchObject({ value: 99.9, is_met: false });
  // What was refused is no error, here as everywhere in the console.
  expect(figure(report, "error_rate")).toMatchObject({ value: 0.1, label: "Error rate (5xx)" });
  expect(figure(report, "socket_drops")).toMatchObject({ value: 3, is_met: false });
  expect(figure(report, "p95_ms")).toMatchObject({ is_met: true });
  expect(figure(report, "active_average")).toMatchObject({ value: 12, previous: 10, change: 20 });
  expect(figure(report, "new_people")).toMatchObject({ value: 14, previous: 0, change: null });
  expect(figure(report, "monthly_active")).toMatchObject({ value: 40 });
  expect(figure(report, "api_cost")).toMatchObject({ value: 21_000_000, change: 200 });
  expect(figure(report, "infrastructure_cost")).toMatchObject({ shown: "$84.00" });
  expect(figure(report, "total_cost")).toMatchObject({ shown: "$105.00" });
  expect(figure(report, "month_forecast")).toMatchObject({ is_met: false });
  expect(report.actions.map(({ rule }) => rule)).toEqual([
    "server_errors",
    "sockets_dropped",
    "over_budget",
    "cost_rose",
  ]);
  expect(report.actions[0]?.text).toContain("SERVER_001 (5 times)");
  expect(report.actions[3]?.text).toContain("top model: m-weekly");
  const text = markdownOf(report, "en");
  expect(text).toContain("# Weekly operations report (2003-03-10 – 2003-03-16)");
  expect(text).toContain("- ⚠️ WebSocket drop rate: 3% (target < 2%)");
  expect(text).toContain("- DAU (daily average): 12 (+20% WoW)");
  expect(markdownOf(await weeklyReport(env, weekAt("2003-03-10", now), "ja", now), "ja")).toContain(
    "- ✅ 稼働率: 100% (目標 ≥ 99.9%)",
  );
});

test("while a week runs, the failures of the one before are those by this time, of its requests by then", async () => {
  await week("2003-04-07", { requests: 1000, serverErrors: 1 });
  const days = await readDays(db, { start: "2003-04-07", end: "2003-04-08" });
  const soFar = { counted: { requests: 200, serverErrors: 59 }, share: 0.2 };
  expect(measureDays(days, soFar)).toMatchObject({ error_rate: 5, api_availability: 95 });
});

test("a trouble is from its first firing to its end, told or silenced; what lacked data is none", async () => {
  const [from, to] = [
    Date.parse("2003-05-05T00:00:00+09:00"),
    Date.parse("2003-05-12T00:00:00+09:00"),
  ];
  const flapping = await alert([
    ["fired", "2003-05-06T00:00:00Z"],
    ["resolved", "2003-05-06T00:10:00Z"],
    ["silenced", "2003-05-06T01:00:00Z"],
    ["fired", "2003-05-06T01:10:00Z"],
    ["test", "2003-05-06T01:15:00Z"],
    ["resolved", "2003-05-06T01:30:00Z"],
  ]);
  const quiet = await alert([
    ["no_data", "2003-05-06T00:00:00Z"],
    ["resolved", "2003-05-06T05:00:00Z"],
  ]);
  const old = await alert([
    ["fired", "2003-05-04T10:00:00Z"],
    ["fired", "2003-05-06T00:00:00Z"],
    ["resolved", "2003-05-06T05:00:00Z"],
  ]);
  const long = await alert([
    ["fired", "2003-05-11T10:00:00Z"],
    ["resolved", "2003-05-12T10:00:00Z"],
  ]);
  const open = await alert([["fired", "2003-05-11T10:00:00Z"]], {
    isEnabled: true,
    state: "firing",
  });
  const unended = await alert([["fired", "2003-05-11T10:00:00Z"]]);
  const ids = [flapping, quiet, old, long, open, unended];
  const found = (await incidentsOf(db, from, to)).filter((one) => ids.includes(one.alertId));
  const minutesOf = (id: string) =>
    found
      .filter((one) => one.alertId === id)
      .map(({ began, ended }) => (ended === null ? null : (ended - began) / minute));
  expect(ids.map(minutesOf)).toEqual([[10, 30], [], [], [1440], [null], [null]]);
  expect(found.filter((one) => one.isOpen).map((one) => one.alertId)).toEqual([open]);
  expect(meanMinutes(found)).toBeCloseTo((10 + 30 + 1440) / 3, 1);
  const now = Date.parse("2003-05-13T00:00:00Z");
  const report = await weeklyReport(env, weekAt("2003-05-05", now), "en", now);
  expect(report.actions[0]).toMatchObject({ rule: "incident_open" });
  const text = markdownOf(report, "en");
  expect(text).toContain("Errors \\[x\\](http://evil.example)");
  const later = weekAt("2003-05-05", now + 200 * day);
  expect((await weeklyReport(env, later, "en", now + 200 * day)).incidents.is_known).toBe(false);
});

test("on Monday at nine it goes to whom the settings name, each in their language, once, on record", async () => {
  const monday = Date.parse("2032-06-07T00:00:00Z");
  const [reader, gone] = [await createAccount("user"), await createAccount("user")];
  await db.update(user).set({ language: "en" }).where(eq(user.id, reader.id));
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, gone.id));
  const list = `${crypto.randomUUID()}@example.test`;
  await set("weekly_report_to", [reader.email, gone.email, list]);
  expect(await sendWeeklyReport(env, monday - minute)).toBe(false);
  const sent = await Promise.all([sendWeeklyReport(env, monday), sendWeeklyReport(env, monday)]);
  expect(sent.sort()).toEqual([false, true]);
  expect(await sendWeeklyReport(env, monday + hour)).toBe(false);
  const [mine, theirs] = [await mailsTo(reader.email), await mailsTo(list)];
  expect(mine.map((mail) => mail.subject)).toEqual([
    "Weekly operations report (2032-05-31 to 2032-06-06)",
  ]);
  expect(mine[0]?.body).toContain("\nSystem health\n- Uptime: –");
  expect(theirs.map((mail) => mail.subject)).toEqual([
    "週次運用レポート（2032-05-31 ～ 2032-06-06）",
  ]);
  expect(await mailsTo(gone.email)).toEqual([]);
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "REPORT_SENT"), eq(auditLog.createdAt, new Date(monday))));
  expect(rows.map((row) => row.metadata)).toEqual([
    { report: "weekly", week: "2032-05-31", recipients: 2, people: [reader.id] },
  ]);
  const now = monday + day;
  const report = await weeklyReport(env, weekAt("2032-06-01", now), "en", now);
  expect(report.sent_at).toBe("2032-06-07T00:00:00.000Z");
});

test("switched off, it is not sent; nor a day late", async () => {
  const monday = Date.parse("2032-07-05T00:00:00Z");
  expect(await sendWeeklyReport(env, monday + day + minute)).toBe(false);
  await set("weekly_report", false);
  expect(await sendWeeklyReport(env, monday)).toBe(false);
  expect(await db.$count(reportRun, eq(reportRun.id, "weekly:2032-06-28"))).toBe(0);
});

test("any week up to this one is read on screen and as Markdown, by administrators", async () => {
  const admin = await signUp("admin");
  const read = await call(admin, contract.getWeeklyReport, { query: { week: "2003-03-12" } });
  expect(await read.json()).toMatchObject({ start_date: "2003-03-10", is_over: true });
  const [minuteAgo, fourAgo] = [Date.now() - minute, Date.now() - 4 * minute];
  await countedAt({ sums: minuteAgo, levels: fourAgo });
  const now = await call(admin, contract.getWeeklyReport);
  const as_of = new Date(minuteAgo).toISOString();
  const levels_as_of = new Date(fourAgo).toISOString();
  expect(await now.json()).toMatchObject({ is_over: false, as_of, levels_as_of });
  const late = await call(admin, contract.getWeeklyReport, { query: { week: "2999-01-01" } });
  expect(late.status).toBe(400);
  const file = await call(admin, contract.downloadWeeklyReport, { query: { week: "2003-03-12" } });
  expect(file.headers.get("content-disposition")).toContain("engawa-weekly-2003-03-10.md");
  expect(await file.text()).toContain("2003-03-16");
});

test("a week's report is mailed when an administrator asks, once a minute, and Monday's not again", async () => {
  const admin = await signUp("admin");
  await set("weekly_report_to", [admin.email]);
  await set("weekly_report", false);
  const monday = "2026-02-02";
  const ask = () => call(admin, contract.sendReportNow, { json: { week: monday } });
  const answer = await ask();
  expect(await answer.json()).toEqual({ start_date: monday, recipient_count: 1 });
  expect((await mailsTo(admin.email)).length).toBe(1);
  expect(await codeOf(await ask())).toBe("REPORT_001");
  const where = and(eq(auditLog.action, "REPORT_SENT"), eq(auditLog.userId, admin.id));
  expect(await db.select().from(auditLog).where(where)).toMatchObject([
    { metadata: { week: monday, recipients: 1 } },
  ]);
  await db.delete(systemSetting).where(eq(systemSetting.key, "weekly_report"));
  forgetSettings(env);
  expect(await sendWeeklyReport(env, Date.parse("2026-02-09T00:05:00Z"))).toBe(false);
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, admin.id));
  const other = await signUp("admin");
  const none = await call(other, contract.sendReportNow, { json: { week: "2026-02-09" } });
  expect(await codeOf(none)).toBe("REPORT_002");
  expect((await mailsTo(admin.email)).length).toBe(1);
});
