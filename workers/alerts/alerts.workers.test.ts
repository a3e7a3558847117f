import { env } from "cloudflare:workers";
import { desc, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/admin-alert";
import { login } from "#contract/auth";
import { notice } from "../notices/notice.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { day, minute } from "../platform/durations.ts";
import {
  ask,
  beginWatching,
  clearAlerts,
  eventsOf,
  look,
  traffic,
  watch,
} from "../testing/alerts.ts";
import { mailsTo } from "../testing/mails.ts";
import { call, codeOf, signUp, type Person } from "../testing/people.ts";
import { alertDelivery, systemAlert } from "./alert.sql.ts";
import { deliverAlerts, forgetAlertEvents } from "./deliver.ts";
import { evaluateAlerts } from "./evaluate.ts";
import { readNow } from "./readings.ts";
import { lastDue, sendWeeklySummary } from "./weekly-summary.ts";

const db = openDb(env.DB);
let now: number;
let admin: Person;

beforeAll(async () => void (admin = await beginWatching()));
beforeEach(async () => {
  now = await clearAlerts();
});

test("every site watches 5xx and failed sockets; what was deleted of that stays away (U-202)", async () => {
  await evaluateAlerts(env, now);
  const { items } = await ask(contract.listAlerts);
  expect(items).toMatchObject([
    { condition_type: "ERROR_RATE", threshold: { value: 5 }, pending_minutes: 5 },
    { condition_type: "WS_FAILURE_RATE", threshold: { value: 10 }, pending_minutes: 2 },
  ]);
  await ask(contract.deleteAlert, { param: { id: items[0]?.id ?? "" } });
  await evaluateAlerts(env, now + minute);
  expect((await ask(contract.listAlerts)).total).toBe(1);
});

test("an alert fires, tells administrators by mail and inbox, and says when it is over (SA-031)", async () => {
  const { id } = await watch({
    name: "Too many errors",
    notification_channels: ["EMAIL", "IN_APP"],
  });
  await traffic(now, 100, 20);
  await evaluateAlerts(env, now);
  await deliverAlerts(env, now);
  const fired = await look(id);
  expect(fired).toMatchObject({ state: "firing", last_value: 20, trigger_count: 1 });
  expect(fired.events[0]).toMatchObject({
    kind: "fired",
    value: 20,
    deliveries: [{ status: "sent" }, { status: "sent" }],
  });
  expect((await mailsTo(admin.email))[0]).toMatchObject({ eventType: "alert_fired" });
  expect((await mailsTo(admin.email))[0]?.body).toContain("20%");
  const [told] = await db
    .select()
    .from(notice)
    .where(eq(notice.userId, admin.id))
    .orderBy(desc(notice.createdAt))
    .limit(1);
  expect(told).toMatchObject({ kind: "alert_fired", data: { value: "20%", threshold: "> 5%" } });
  expect((await ask(contract.listAlerts, { query: { state: "firing" } })).firing).toBe(1);

  now += 30 * minute;
  await traffic(now, 100, 0);
  await evaluateAlerts(env, now);
  expect(await eventsOf(id)).toEqual(["fired", "resolved"]);
  expect((await look(id)).state).toBe("ok");
});

test.each([
  ["its threshold was changed", [{ threshold: { value: 90 } }]],
  ["it was switched off and on", [{ is_enabled: false }, { is_enabled: true }]],
])("who was told that it fires hears its end, though %s (T-32)", async (_name, changes) => {
  const { id } = await watch();
  await traffic(now, 100, 50);
  await evaluateAlerts(env, now);
  for (const json of changes) await ask(contract.updateAlert, { param: { id }, json });
  now += 30 * minute;
  await traffic(now, 100, 1);
  await evaluateAlerts(env, now);
  await evaluateAlerts(env, now + minute);
  expect(await eventsOf(id)).toEqual(["fired", "resolved"]);
  await deliverAlerts(env, now + minute);
  expect((await look(id)).events.find(({ kind }) => kind === "resolved")).toMatchObject({
    deliveries: [{ status: "sent" }],
  });
});

test("of two runs at once one fires; a run repeated within the minute does nothing", async () => {
  const { id } = await watch();
  await traffic(now, 100, 50);
  await Promise.all([evaluateAlerts(env, now), evaluateAlerts(env, now), evaluateAlerts(env, now)]);
  await evaluateAlerts(env, now + 20_000);
  expect(await eventsOf(id)).toEqual(["fired"]);
  expect((await look(id)).trigger_count).toBe(1);
  const rows = await db.select().from(alertDelivery);
  expect(rows).toHaveLength(1);
});

test("an alert that cannot be judged keeps no other from being seen", async () => {
  const [broken, whole] = [await watch(), await watch()];
  await db
    .update(systemAlert)
    .set({ threshold: sql`'null'`, createdAt: new Date(0) })
    .where(eq(systemAlert.id, broken.id));
  await traffic(now, 100, 50);
  await expect(evaluateAlerts(env, now)).rejects.toThrow();
  await db.delete(systemAlert).where(eq(systemAlert.id, broken.id));
  expect(await eventsOf(whole.id)).toEqual(["fired"]);
});

test("a silenced alert is on record and tells nobody; one whose sums are late says no data", async () => {
  const { id } = await watch();
  const other = await watch({ name: "Late" });
  await db
    .update(systemAlert)
    .set({ silencedUntil: new Date(now + day) })
    .where(eq(systemAlert.id, id));
  await traffic(now, 100, 50);
  await evaluateAlerts(env, now);
  expect(await eventsOf(id)).toEqual(["silenced"]);
  await ask(contract.updateAlert, { param: { id: other.id }, json: { threshold: { value: 90 } } });
  now += 60 * minute;
  for (const late of [0, 5, 10]) await evaluateAlerts(env, now + late * minute);
  expect((await look(id)).state).toBe("firing");
  expect((await look(other.id)).state).toBe("no_data");
  expect(await eventsOf(other.id)).toContain("no_data");
});

test("a condition is watched in its own units and windows only; channels must be there", async () => {
  const base = {
    name: "x",
    condition_type: "BUDGET",
    threshold: { value: 10, unit: "percent" },
    comparison_operator: "GT",
    notification_channels: [],
  };
  const refused = async (json: object) =>
    codeOf(await call(admin, contract.createAlert, { json: { ...base, ...json } }));
  expect(await refused({})).toBe("ALERT_002");
  const long = { value: 1, window_minutes: 600 };
  expect(await refused({ condition_type: "ERROR_RATE", threshold: long })).toBe("ALERT_002");
  const unknown = [crypto.randomUUID()];
  expect(await refused({ threshold: { value: 1 }, notification_channels: unknown })).toBe(
    "ALERT_002",
  );
  expect(await refused({ threshold: { value: -1 } })).toBe("REQUEST_001");
});

test("a threshold that is passed never, or always, is refused with what it may be; a wrong one of old can be switched off", async () => {
  const json = { threshold: { value: 1e9, window_minutes: 5 } };
  const { id } = await watch();
  const change = (patch: object) =>
    call(admin, contract.updateAlert, { param: { id }, json: patch });
  const refused = await change(json);
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    {
      error: {
        code: "ALERT_004",
        remedy: "Use a number from 0 to 99.99",
        details: { min: 0, max: 99.99, unit: "percent" },
      },
    },
  ]);
  const made = { name: "x", condition_type: "ERROR_RATE", notification_channels: [] };
  const always = { ...made, threshold: { value: 0 }, comparison_operator: "GTE" };
  expect(await codeOf(await call(admin, contract.createAlert, { json: always }))).toBe("ALERT_004");
  expect(await codeOf(await change({ comparison_operator: "LT", threshold: { value: 0 } }))).toBe(
    "ALERT_004",
  );
  await db
    .update(systemAlert)
    .set({ threshold: { value: 1e9, unit: "percent", window_minutes: 5 } })
    .where(eq(systemAlert.id, id));
  expect((await change({ is_enabled: false })).status).toBe(200);
});

test("a change after which less is seen is a warning in the record, no other is", async () => {
  const { id } = await watch();
  const change = (json: object) => ask(contract.updateAlert, { param: { id }, json });
  await change({ name: "renamed" });
  await change({ is_enabled: false });
  await change({ is_enabled: true });
  const weaker = [
    { threshold: { value: 6 } },
    { pending_minutes: 30 },
    { comparison_operator: "LT" },
    { threshold: { value: 5 } },
  ];
  const stronger = [{ threshold: { value: 7 } }, { comparison_operator: "LTE" }];
  for (const json of [...weaker, ...stronger]) await change(json);
  await ask(contract.silenceAlert, { param: { id }, json: { minutes: 60 } });
  await ask(contract.silenceAlert, { param: { id }, json: { minutes: 0 } });
  await ask(contract.deleteAlert, { param: { id } });
  const records = await db
    .select({ action: auditLog.action, severity: auditLog.severity })
    .from(auditLog)
    .where(eq(auditLog.resourceId, id))
    .orderBy(sql`rowid`);
  expect(records.map(({ action, severity }) => `${action} ${severity}`)).toEqual([
    "CREATE INFO",
    "UPDATE INFO",
    "UPDATE WARNING",
    "UPDATE INFO",
    ...weaker.map(() => "UPDATE WARNING"),
    ...stronger.map(() => "UPDATE INFO"),
    "SILENCE WARNING",
    "UNSILENCE INFO",
    "DELETE WARNING",
  ]);
});

test("each condition reads sums and indexes: people, money, space, failed sign-ins", async () => {
  const read = (condition: Parameters<typeof readNow>[1]["condition"], unit: string, window = 15) =>
    readNow(env, { condition, unit, windowMinutes: window }, Date.now());
  const before = await read("LOGIN_FAILURES", "count");
  const wrong = { email: admin.email, password: "wrong" };
  await call(null, login, { json: wrong });
  expect(await read("LOGIN_FAILURES", "count")).toBe((before as number) + 1);
  const percent = await read("STORAGE_USAGE", "percent");
  expect(percent).toBeGreaterThan(0);
  expect(percent).toBeLessThan(1);
  expect(await read("BUDGET", "usd")).toBeTypeOf("number");
  expect(await read("INACTIVE_USERS", "users", 90 * 1440)).toBeTypeOf("number");
  const plans = await env.DB.prepare(
    `explain query plan select 1 from audit_log where action = 'LOGIN_FAILED' and created_at >= 1`,
  ).all<{ detail: string }>();
  expect(plans.results[0]?.detail).toContain("audit_log_action");
});

test("who is no administrator learns nothing of alerts; the history is kept for half a year", async () => {
  expect((await call(await signUp("user"), contract.listAlerts)).status).toBe(403);
  const { id } = await watch();
  await ask(contract.testAlert, { param: { id } });
  await forgetAlertEvents(env, Date.now() + 179 * day);
  expect(await eventsOf(id)).toEqual(["test"]);
  await forgetAlertEvents(env, Date.now() + 181 * day);
  expect(await eventsOf(id)).toEqual([]);
});

test("on Monday at nine in Japan administrators get the week's security, once (U-146)", async () => {
  const monday = Date.parse("2031-06-02T00:00:00Z");
  expect(lastDue(monday)).toBe(monday);
  expect(lastDue(monday - 1)).toBe(monday - 7 * day);
  expect(await sendWeeklySummary(env, monday - minute)).toBe(false);
  const sent = await Promise.all([sendWeeklySummary(env, monday), sendWeeklySummary(env, monday)]);
  expect(sent.sort()).toEqual([false, true]);
  expect(await sendWeeklySummary(env, monday + 5 * minute)).toBe(false);
  const mails = (await mailsTo(admin.email)).filter((one) => one.eventType === "security_summary");
  expect(mails).toHaveLength(1);
  expect(mails[0]?.body).toContain("2031-05-26");
  expect(mails[0]?.body).toContain("2031-06-01");
});
