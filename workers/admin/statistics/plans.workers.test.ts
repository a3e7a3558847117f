/** What SQLite does for every statement of the figures: it never goes through a table that grows without end. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { alertEvent, systemAlert } from "../../alerts/alert.sql.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { storeActivity } from "../../platform/records/store-activity.ts";
import { countCohorts } from "../../statistics/cohorts.ts";
import { followCorrections } from "../../statistics/follow-corrections.ts";
import { recentFigures } from "../../statistics/recent.ts";
import { rollUp } from "../../statistics/roll-up.ts";
import { takeSnapshot } from "../../statistics/snapshot.ts";
import { trimFigures } from "../../statistics/trim.ts";
import { createAccount } from "../../testing/people.ts";
import { planOf, watchDatabase } from "../../testing/plans.ts";
import { insertUsage } from "../../usage/service.ts";
import { weekAt } from "../reports/week.ts";
import { weeklyReport } from "../reports/weekly-report.ts";
import { costStatistics } from "./costs.ts";
import { engagement } from "./engagement.ts";
import { latency } from "./latency.ts";
import { readMetrics } from "./metrics.ts";
import { readOverview } from "./overview.ts";
import { listPersonCosts } from "./person-costs.ts";
import { rangeOf } from "./range.ts";
import { errorStatistics, requestStatistics, storageStatistics, userStatistics } from "./series.ts";

/** Rows of a day (`day_figure`, `cost_day`) are few for ever; what else is gone through is a row of this list. */
const large =
  /^SCAN (r|e|u|g|d|s|user|project|chat_session|user_activity|usage_record|audit_log|person_\w+|minute_figure|hour_figure|request_day|error_day|route_day|latency_day|alert_event)\b/;

/** Every statement a piece of work prepares. */
async function statementsOf(work: (watched: Env) => Promise<unknown>): Promise<string[]> {
  const { DB, seen } = watchDatabase();
  await work({ ...env, DB });
  return [...seen];
}

async function scansOf(statement: string): Promise<string[]> {
  return (await planOf(statement)).filter((step) => large.test(step));
}

const now = Date.now();
const range = (query: object) => rangeOf({ period: "month", ...query } as never, now);

async function somethingNew(): Promise<void> {
  const person = await createAccount("user");
  await storeActivity(env.DB, [
    {
      id: crypto.randomUUID(),
      user_id: person.id,
      key_id: null,
      action_type: "READ",
      resource_type: null,
      resource_id: null,
      endpoint: "/api/v1/me",
      method: "GET",
      request_body: null,
      response_status: 200,
      error_message: null,
      error_code: null,
      ip_address: null,
      user_agent: null,
      duration_ms: 1,
      created_at: now,
    },
  ]);
  const usage = {
    input_tokens: 1,
    output_tokens: 1,
    cache_read_tokens: 0,
    cache_write_5m_tokens: 0,
    cache_write_1h_tokens: 0,
  };
  const [row] = insertUsage(openDb(env.DB), [
    {
      id: crypto.randomUUID(),
      user_id: person.id,
      project_id: "p",
      session_id: crypto.randomUUID(),
      turn_id: "t",
      model: "m",
      usage,
      cost_micro_usd: 1,
      created_at: now,
    },
  ]);
  await row;
}

const works: Record<string, (on: Env) => Promise<unknown>> = {
  "rolling up": async (on) => {
    await somethingNew();
    await rollUp(on);
  },
  "the snapshot": (on) => takeSnapshot(on, Math.ceil(now / 300_000) * 300_000),
  cohorts: (on) => countCohorts(on),
  trimming: (on) => trimFigures(on),
  "following corrections": (on) => {
    const [first, ...rest] = followCorrections(openDb(on.DB), JSON.stringify({ x: [1, 2] }));
    return openDb(on.DB).batch([first, ...rest]);
  },
  "recent figures": (on) => recentFigures(on, 60),
  metrics: (on) => readMetrics(on),
  overview: (on) => readOverview(on, range({}), now),
  users: (on) => userStatistics(openDb(on.DB), range({ period: "year" }), now),
  storage: (on) => storageStatistics(on, openDb(on.DB), range({})),
  requests: (on) => requestStatistics(openDb(on.DB), range({ period: "day" }), now),
  errors: (on) => errorStatistics(openDb(on.DB), range({}), now),
  costs: (on) => costStatistics(on, openDb(on.DB), range({}), now),
  "who cost what": (on) =>
    listPersonCosts(openDb(on.DB), { sort_by: "lifetime", page: 3, limit: 20 }),
  engagement: (on) => engagement(openDb(on.DB), range({}), now),
  "the weekly report": async (on) => {
    const at = new Date(now);
    const id = crypto.randomUUID();
    const threshold = { value: 1, unit: "percent", window_minutes: 5 };
    const said = { alertId: id, threshold, comparisonOperator: "GT", at };
    const row = { id: crypto.randomUUID(), kind: "fired" as const, ...said };
    await openDb(env.DB).batch([
      openDb(env.DB).insert(systemAlert).values({
        id,
        name: "x",
        conditionType: "ERROR_RATE",
        threshold,
        comparisonOperator: "GT",
        notificationChannels: [],
        isEnabled: false,
        createdBy: id,
        createdAt: at,
        updatedAt: at,
        stateSince: at,
      }),
      openDb(env.DB).insert(alertEvent).values(row),
    ]);
    await weeklyReport(on, weekAt(undefined, now + 60_000), "en", now + 60_000);
    await openDb(env.DB).delete(systemAlert).where(eq(systemAlert.id, id));
    await openDb(env.DB).delete(alertEvent).where(eq(alertEvent.alertId, id));
  },
  latency: (on) => latency(openDb(on.DB), { minutes: "360" }, now),
  "latency of today": (on) => latency(openDb(on.DB), { minutes: "today" }, now),
};

test.each(Object.entries(works))("%s", async (_name, work) => {
  const statements = await statementsOf(work);
  expect(statements.length).toBeGreaterThan(0);
  for (const statement of statements) expect(await scansOf(statement), statement).toEqual([]);
});
