/** Figures for spreadsheets and scrapers. */
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-statistics";
import { openSocket } from "../../auth/open-socket.sql.ts";
import { healthSample } from "../../operations/health/health.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { costDay } from "../../statistics/cost-figure.sql.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { call, type Person, request, signUp } from "../../testing/people.ts";
import { countedAt } from "./testing.ts";

const db = openDb(env.DB);
let admin: Person;

beforeAll(async () => {
  admin = await signUp("admin");
});

test("each series comes as CSV that is no formula, and only to administrators", async () => {
  const model = '=HYPERLINK("http://x")';
  await db.insert(costDay).values({
    day: "2026-01-02",
    model,
    calls: 1,
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costMicroUsd: 5,
  });
  const days = { start_date: "2026-01-01", end_date: "2026-01-03" };
  for (const series of contract.statisticsSeries) {
    const sample = { param: { series }, query: days };
    const response = await call(admin, contract.exportStatistics, sample);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const bytes = await response.arrayBuffer();
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    expect(text.startsWith("\uFEFF")).toBe(true);
    if (series === "users") expect(text.split("\r\n")).toHaveLength(5);
    if (series === "cost-models") expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  }
  const taken = and(eq(auditLog.userId, admin.id), eq(auditLog.action, "EXPORT"));
  expect(await db.$count(auditLog, taken)).toBe(contract.statisticsSeries.length);
  const user = await signUp("user");
  const refused = await call(user, contract.exportStatistics, { param: { series: "users" } });
  expect(refused.status).toBe(403);
});

test("scrapers are told how the site is: who is signed in, what is open, what works, each kind's time", async () => {
  const at = Math.floor(Date.now() / 60_000);
  const row = { clientErrors: 0, serverErrors: 0, requests: 4 };
  await db.insert(minuteFigure).values([
    { minute: at, kind: "rest", bucket: 4, ...row },
    { minute: at, kind: "model", bucket: 30, ...row },
  ]);
  const database = { n: 1, up: 1, ms: 12 };
  await db.insert(healthSample).values([
    {
      step: 1,
      slot: at - 1,
      checks: { database, "external_apis.anthropic": { ...database, up: 0 } },
    },
    { step: 1, slot: at, checks: { database: { ...database, ms: 34 } } },
  ]);
  await db.insert(openSocket).values([
    { loginId: "login", chatSessionId: "one", openedAt: new Date() },
    { loginId: "login", chatSessionId: "two", openedAt: new Date() },
  ]);
  const found = await request("GET", "/metrics", { as: admin });
  const text = new TextDecoder().decode(await found.arrayBuffer());
  const lines = text.split("\n");
  const shown = (family: string) => lines.filter((line) => line.startsWith(`engawa_${family}`));
  expect(Number(shown("active_logins")[0]?.split(" ")[1])).toBeGreaterThan(0);
  expect(shown("open_sockets")).toEqual(["engawa_open_sockets 2"]);
  expect(shown("alerts_firing")).toEqual(["engawa_alerts_firing 0"]);
  expect(shown("health_up").toSorted()).toEqual([
    'engawa_health_up{part="database"} 1',
    'engawa_health_up{part="external_apis.anthropic"} 0',
  ]);
  expect(shown("health_response")).toContain(
    'engawa_health_response_seconds{part="database"} 0.034',
  );
  expect(shown("health_timestamp")).toEqual([`engawa_health_timestamp_seconds ${at * 60}`]);
  const kinds = shown("response_time").map((line) => /kind="(\w+)",quantile="([\d.]+)"/.exec(line));
  expect(kinds.map((found) => found?.slice(1).join(" "))).toEqual([
    "rest 0.5",
    "rest 0.95",
    "rest 0.99",
    "model 0.5",
    "model 0.95",
    "model 0.99",
  ]);
});

test("scrapers read OpenMetrics with the token or an administrator's key, nobody else does", async () => {
  const token = "a-token-of-scrapers-at-least-32-characters";
  const scrape = (headers: Record<string, string>, secret: string | undefined = token) =>
    request("GET", "/metrics", { headers, env: secret ? { METRICS_TOKEN: secret } : {} });
  await countedAt({ sums: 2_000_000_240_000, levels: 2_000_000_000_000 });
  const found = await scrape({ authorization: `Bearer ${token}` });
  expect(found.status).toBe(200);
  expect(found.headers.get("content-type")).toBe(
    "application/openmetrics-text; version=1.0.0; charset=utf-8",
  );
  const text = new TextDecoder().decode(await found.arrayBuffer());
  expect(text.endsWith("\n# EOF\n")).toBe(true);
  const lines = text.trimEnd().split("\n");
  const sample =
    /^engawa_[a-z_]+(\{[a-z_]+="(?:[^"\\]|\\.)*"(,[a-z_]+="(?:[^"\\]|\\.)*")*\})? \d+(\.\d+)?(e[+-]\d+)?$/;
  const isText = (line: string) => /^# (TYPE|UNIT|HELP) engawa_\w+ \S/.test(line);
  expect(lines.slice(0, -1).filter((line) => !isText(line) && !sample.test(line))).toEqual([]);
  expect(text).toContain('engawa_http_requests_total{result="server_error"}');
  // Sums are as new as their minute, levels as old as they were taken.
  const secondsOf = (name: string) => Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
  expect(secondsOf("engawa_rollup_timestamp_seconds")).toBe(2_000_000_240);
  expect(secondsOf("engawa_levels_timestamp_seconds")).toBe(2_000_000_000);
  // No line tells of a person.
  expect(text).not.toMatch(/user|email|@/);

  const elsewhere = { "cf-connecting-ip": "198.51.100.7", authorization: `Bearer ${token}` };
  await setSettings({ ip_whitelist: ["203.0.113.0/24"] });
  const held = await scrape(elsewhere).finally(() => clearSettings("ip_whitelist"));
  expect([held.status, (await scrape(elsewhere)).status]).toEqual([403, 200]);

  expect((await scrape({})).status).toBe(401);
  expect((await scrape({ authorization: "Bearer wrong" })).status).toBe(401);
  // A token too short to be one lets nobody in.
  expect((await scrape({ authorization: "Bearer short" }, "short")).status).toBe(401);
  const people = [await signUp("user"), admin];
  const statuses = await Promise.all(
    people.map(async (as) => (await request("GET", "/metrics", { as })).status),
  );
  expect(statuses).toEqual([403, 200]);
});
