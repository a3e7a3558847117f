import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { type ConsoleOverview, getConsoleOverview } from "#contract/admin-overview";
import { systemAlert } from "../../alerts/alert.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { healthSample, jobRun } from "../../operations/health/health.sql.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { day, hour, minute } from "../../platform/durations.ts";
import { usageMinute } from "../../statistics/cost-figure.sql.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { hourFigure, latencyDay } from "../../statistics/request-figure.sql.ts";
import { call, createAccount, request, signUp } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { readAttention } from "./attention.ts";
import { readCost, readToday } from "./figures.ts";
import { readNotable } from "./notable.ts";

const db = openDb(env.DB);

test("what waits or is broken is named: what is over, dismissed or fine is not", async () => {
  const now = Date.now();
  const [suspended, over, locked] = await Promise.all([
    createAccount("user"),
    createAccount("user"),
    createAccount("user"),
  ]);
  const alert = (name: string, more: Partial<typeof systemAlert.$inferInsert>) => ({
    id: crypto.randomUUID(),
    name,
    conditionType: "ERROR_RATE",
    threshold: { value: 1, unit: "percent", window_minutes: 5 },
    comparisonOperator: "GT" as const,
    notificationChannels: [],
    isEnabled: true,
    createdBy: suspended.id,
    createdAt: new Date(now),
    updatedAt: new Date(now),
    stateSince: new Date(now),
    state: "firing" as const,
    ...more,
  });
  const broken = (at: number, more: object = {}) => ({
    id: crypto.randomUUID(),
    userId: suspended.id,
    kind: "path_climbing",
    step: 1,
    detail: "x",
    createdAt: new Date(at),
    ...more,
  });
  const run = (name: string, isOk: boolean, at: number) => ({
    name,
    every: "minute" as const,
    lastRunAt: new Date(at),
    lastMs: 1,
    isOk,
    failures: isOk ? 0 : 1,
  });
  await Promise.all([
    db
      .insert(systemAlert)
      .values([
        alert("on fire", {}),
        alert("off", { isEnabled: false }),
        alert("fine", { state: "ok" }),
      ]),
    db
      .insert(violation)
      .values([
        broken(now - hour),
        broken(now - day - minute),
        broken(now - hour, { dismissedAt: new Date(now) }),
      ]),
    db
      .update(user)
      .set({ suspendedUntil: new Date(now + hour) })
      .where(eq(user.id, suspended.id)),
    db
      .update(user)
      .set({ suspendedUntil: new Date(now - hour) })
      .where(eq(user.id, over.id)),
    db.update(user).set({ status: "locked" }).where(eq(user.id, locked.id)),
    db.insert(healthSample).values([
      { step: 1, slot: Math.floor(now / minute) - 20, checks: { mail: { n: 1, up: 0, ms: 9 } } },
      {
        step: 1,
        slot: Math.floor(now / minute) - 11,
        checks: {
          site: { n: 1, up: 0, ms: 9 },
          database: { n: 1, up: 1, ms: 9 },
          queue: { n: 1, up: 0, ms: 9 },
        },
      },
    ]),
    db
      .insert(jobRun)
      .values([run("fine", true, now), run("broken", false, now), run("asleep", true, now - hour)]),
  ]);
  expect(await readAttention(db, env.DB, now)).toMatchObject({
    alerts: [{ name: "on fire", silenced_until: null }],
    requests: 0,
    violations: 1,
    suspended: 1,
    locked: 1,
    health: {
      is_late: true,
      down: ["queue"],
      jobs: [
        { name: "asleep", state: "late" },
        { name: "broken", state: "failing" },
      ],
    },
  });
});

test("today stands beside yesterday as that was counted by this time, each figure by itself", async () => {
  // 12:30 in Japan; half of yesterday's requests had come by then, of failures and costs other shares.
  const now = Date.parse("2041-02-03T03:30:00Z");
  const minuteOf = (time: string) => Date.parse(time) / 60_000;
  const at = (time: string) => Date.parse(time) / hour;
  const none = { clientErrors: 0, serverErrors: 0 };
  const asked = { action: "READ", resource: "", statusClass: 2, durationMs: 1 };
  await Promise.all([
    db.insert(dayFigure).values([
      { day: "2041-02-01", costMicroUsd: 5_000_000 },
      {
        day: "2041-02-02",
        requests: 200,
        serverErrors: 8,
        clientErrors: 20,
        activePeople: 9,
        costMicroUsd: 2_000_000,
      },
      { day: "2041-02-03", requests: 50, serverErrors: 1, activePeople: 4, costMicroUsd: 400_000 },
    ]),
    db.insert(hourFigure).values([
      { hour: at("2041-02-01T20:00Z"), requests: 65, ...asked },
      { hour: at("2041-02-01T20:00Z"), requests: 5, ...asked, statusClass: 4 },
      { hour: at("2041-02-01T20:00Z"), requests: 6, ...asked, statusClass: 5 },
      { hour: at("2041-02-02T03:00Z"), requests: 60, ...asked },
      { hour: at("2041-02-02T10:00Z"), requests: 64, ...asked },
    ]),
    db.insert(minuteFigure).values([
      { minute: minuteOf("2041-02-02T03:29Z"), kind: "rest", bucket: 1, requests: 24, ...none },
      { minute: minuteOf("2041-02-02T03:29Z"), kind: "socket", bucket: 1, requests: 9, ...none },
      { minute: minuteOf("2041-02-02T03:30Z"), kind: "rest", bucket: 9, requests: 36, ...none },
    ]),
    db.insert(usageMinute).values([
      { minute: minuteOf("2041-02-01T15:00Z"), calls: 1, costMicroUsd: 300_000 },
      { minute: minuteOf("2041-02-02T03:29Z"), calls: 1, costMicroUsd: 50_000 },
      { minute: minuteOf("2041-02-02T03:30Z"), calls: 1, costMicroUsd: 1_650_000 },
    ]),
    db.insert(latencyDay).values([{ day: "2041-02-03", kind: "rest", bucket: 5, requests: 10 }]),
  ]);
  expect(await readToday(db, now)).toMatchObject({
    active_people: { today: 4, yesterday: 9 },
    requests: { today: 50, yesterday: 100 },
    server_errors: { today: 1, yesterday: 6 },
    error_rate_percentage: { today: 2, yesterday: 6 },
    refused_percentage: { today: 0, yesterday: 5 },
    p95_ms: { today: 10, yesterday: 2 },
  });
  expect(await readCost(env, db, now)).toMatchObject({
    today_micro_usd: 400_000,
    yesterday_micro_usd: 350_000,
    month_micro_usd: 7_400_000,
    budget_micro_usd: null,
    used_percentage: null,
  });
});

test("notable is what changes rights and settings and deletes others' things, the newest first", async () => {
  const write = (action: string, type: string, severity?: "WARNING") =>
    runBatch(
      db,
      auditStatement(db, null, bySystem, {
        event: "SECURITY",
        action,
        resource: [type, crypto.randomUUID()],
        ...(severity === undefined ? {} : { severity }),
      }),
    );
  await write("ROLE_CHANGED", "USER");
  await write("DELETE", "SESSION");
  await write("LOGIN_FAILED", "USER", "WARNING");
  await write("DELETE", "PROJECT", "WARNING");
  await write("UPDATE", "SYSTEM_SETTING");
  await write("AUDIT_RESEALED", "AUDIT_LOG");
  const many = (action: string, severity: "INFO" | "CRITICAL", more: object) =>
    auditStatement(db, null, bySystem, {
      event: "SECURITY",
      action,
      resource: ["USER", crypto.randomUUID()],
      severity,
      ...more,
    });
  const by = (job_id: string) => ({ metadata: { job_id } });
  const asRole = (role: string) => ({ after: { role } });
  const found = await readNotable(env.DB);
  expect(
    found
      .slice(0, 4)
      .map(({ action, resource_type }) => `${action} ${resource_type}`)
      .toSorted(),
  ).toEqual([
    "AUDIT_RESEALED AUDIT_LOG",
    "DELETE PROJECT",
    "ROLE_CHANGED USER",
    "UPDATE SYSTEM_SETTING",
  ]);
  await runBatch(
    db,
    many("INVITE", "INFO", asRole("user")),
    many("INVITE", "CRITICAL", asRole("admin")),
    ...Array.from({ length: 9 }, () => many("DISABLE", "INFO", by("one"))),
    many("DISABLE", "INFO", by("other")),
    many("ENABLE", "INFO", {}),
  );
  const told = (await readNotable(env.DB)).map(({ action, count }) => `${action} ${count}`);
  const expected = ["DISABLE 9", "DISABLE 1", "ENABLE 1", "INVITE 1", "ROLE_CHANGED 1"];
  expect(told).toEqual(expect.arrayContaining(expected));
  expect(told).not.toContain("INVITE 2");
});

test("what the site itself clears away pushes off nothing people did; who began a clean-up is named", async () => {
  const by = await createAccount("admin");
  const one = (who: string | null, action: string, kind?: string) =>
    auditStatement(db, who === null ? null : { id: who }, bySystem, {
      event: "DATA_CHANGE",
      action,
      resource: [kind === undefined ? "PROJECT" : "JOB", crypto.randomUUID()],
      severity: "WARNING",
      metadata: { kind },
    });
  await runBatch(
    db,
    one(by.id, "PURGE_ASKED"),
    one(by.id, "START", "clean_up"),
    one(by.id, "START", "audit_check"),
    one(null, "START", "clean_up"),
    ...Array.from({ length: 20 }, () => one(null, "PURGE")),
  );
  const told = (await readNotable(env.DB)).map(
    ({ action, user_id }) => `${action} ${user_id === by.id}`,
  );
  expect(told).toEqual(expect.arrayContaining(["PURGE_ASKED true", "START true"]));
  expect(told.filter((row) => /^(PURGE|START)\b/.test(row))).toEqual(["START true"]);
});

test("a budget and a quota that were set just now are there at the next look", async () => {
  const admin = await signUp("admin");
  const look = async () => {
    const answer = await call(admin, getConsoleOverview, {});
    const { cost, storage } = (await answer.json()) as ConsoleOverview;
    return [cost?.budget_micro_usd, storage?.used_percentage];
  };
  await setSettings({ storage_quota_gb: null });
  expect(await look()).toEqual([null, null]);
  await setSettings({ site_budget_usd: 5, storage_quota_gb: 1 });
  expect(await look()).toEqual([5_000_000, 0]);
  await clearSettings("site_budget_usd", "storage_quota_gb");
});

test("a part that cannot be read leaves the others standing", async () => {
  const admin = await signUp("admin");
  const whole = (await (await call(admin, getConsoleOverview, {})).json()) as ConsoleOverview;
  for (const part of Object.values(whole)) expect(part).not.toBeNull();
  expect(whole.sign_ins?.active).toBeGreaterThan(0);
  const DB = new Proxy(env.DB, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        if (name === "prepare" && String(given[0]).includes("health_sample")) {
          throw new Error("no such table");
        }
        return (value as (...args: unknown[]) => unknown).apply(target, given);
      };
    },
  });
  const answer = await request("GET", "/api/v1/admin/overview", { as: admin, env: { DB } });
  const rest = (await answer.json()) as ConsoleOverview;
  expect(rest.attention).toBeNull();
  expect(rest.sign_ins).not.toBeNull();
  expect(rest.notable).not.toBeNull();
});
