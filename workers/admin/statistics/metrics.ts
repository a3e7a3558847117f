import { desc, isNotNull, sql } from "drizzle-orm";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { dayOf } from "../../settings/site-time.ts";
import { costDay } from "../../statistics/cost-figure.sql.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { recentFigures } from "../../statistics/recent.ts";
import { readTimes } from "./frame.ts";
import { readState, timesByKind } from "./metrics-state.ts";
import { type Family, gauge, type Sample, seconds } from "./open-metrics.ts";

/** Minutes the quantiles are of. */
const window = 5;

const sum = (column: keyof typeof dayFigure.$inferSelect) =>
  sql<number>`coalesce(sum(${dayFigure[column]}), 0)`.as(column);

/** Days are kept for ever, so their sums only grow, as counters must. */
const sums = (db: Db) =>
  db
    .select({
      requests: sum("requests"),
      clientErrors: sum("clientErrors"),
      serverErrors: sum("serverErrors"),
      timedRequests: sum("timedRequests"),
      durationMs: sum("durationMs"),
      socketOpens: sum("socketOpens"),
      socketFailures: sum("socketFailures"),
      signIns: sum("signIns"),
      messages: sum("messages"),
      modelCalls: sum("modelCalls"),
      fileOperations: sum("fileOperations"),
      sessionsCreated: sum("sessionsCreated"),
      projectsCreated: sum("projectsCreated"),
    })
    .from(dayFigure)
    .get();

const levels = (db: Db) =>
  db
    .select()
    .from(dayFigure)
    .where(isNotNull(dayFigure.people))
    .orderBy(desc(dayFigure.day))
    .limit(1)
    .get();

const costs = (db: Db) =>
  db
    .select({ model: costDay.model, cost: sql<number>`sum(${costDay.costMicroUsd})` })
    .from(costDay)
    .groupBy(costDay.model);

const total = (value: number | undefined, labels?: Sample["labels"]): Sample => ({
  suffix: "_total",
  value: value ?? 0,
  ...(labels === undefined ? {} : { labels }),
});

const counter = (name: string, help: string, value: number | undefined): Family => ({
  name,
  type: "counter",
  help,
  samples: [total(value)],
});

const instant = (at: string | null): number | null => (at === null ? null : Date.parse(at) / 1000);

/** All of it from sums, none of it of a person. */
export async function readMetrics(env: Env, now = Date.now()): Promise<Family[]> {
  const db = openDb(env.DB);
  const [all, level, spent, recent, times, state] = await Promise.all([
    sums(db),
    levels(db),
    costs(db),
    recentFigures(env, window, now),
    readTimes(db),
    readState(env, now),
  ]);
  const failed = (all?.clientErrors ?? 0) + (all?.serverErrors ?? 0);
  const isToday = level?.day === dayOf(now);
  return [
    {
      name: "engawa_http_requests",
      type: "counter",
      help: "API requests, by how they ended; refused for maintenance is no error.",
      samples: [
        total((all?.requests ?? 0) - failed, { result: "ok" }),
        total(all?.clientErrors, { result: "client_error" }),
        total(all?.serverErrors, { result: "server_error" }),
      ],
    },
    {
      name: "engawa_http_request_duration_seconds",
      type: "summary",
      unit: "seconds",
      help: `Time of API requests; quantiles of the last ${window} minutes.`,
      samples: [
        { labels: { quantile: "0.5" }, value: seconds(recent.p50_ms) },
        { labels: { quantile: "0.95" }, value: seconds(recent.p95_ms) },
        { labels: { quantile: "0.99" }, value: seconds(recent.p99_ms) },
        { suffix: "_count", value: all?.timedRequests ?? 0 },
        { suffix: "_sum", value: seconds(all?.durationMs ?? 0) },
      ],
    },
    timesByKind(recent.times, window),
    counter("engawa_socket_opens", "WebSockets opened.", all?.socketOpens),
    counter("engawa_socket_failures", "WebSockets the site failed to open.", all?.socketFailures),
    counter("engawa_sign_ins", "Sign-ins that succeeded.", all?.signIns),
    counter("engawa_projects_created", "Projects made.", all?.projectsCreated),
    counter("engawa_sessions_created", "Chat sessions made.", all?.sessionsCreated),
    counter("engawa_messages", "Turns that reached a model.", all?.messages),
    counter("engawa_model_calls", "Calls to models.", all?.modelCalls),
    counter("engawa_file_operations", "Changes of files.", all?.fileOperations),
    {
      name: "engawa_model_cost_usd",
      type: "counter",
      unit: "usd",
      help: "What models cost.",
      samples: spent.map(({ model, cost }) => total(cost / 1_000_000, { model })),
    },
    {
      name: "engawa_active_people",
      type: "gauge",
      help: "People who were there, guests left out: today, and within 7 and 30 days.",
      samples: [
        { labels: { window: "day" }, value: isToday ? level.activePeople : 0 },
        { labels: { window: "week" }, value: level?.weeklyActive ?? null },
        { labels: { window: "month" }, value: level?.monthlyActive ?? null },
      ],
    },
    gauge("engawa_people", "Accounts, guests left out.", level?.people),
    gauge("engawa_projects", "Projects, archived ones with them.", level?.projects),
    gauge("engawa_storage_bytes", "Bytes of all projects.", level?.storageBytes, "bytes"),
    gauge(
      "engawa_rollup_timestamp_seconds",
      "Until when requests, sign-ins, model calls and what was made are counted.",
      instant(times.as_of),
      "seconds",
    ),
    gauge(
      "engawa_levels_timestamp_seconds",
      "When accounts, projects, bytes and people of 7 and 30 days were counted.",
      instant(times.levels_as_of),
      "seconds",
    ),
    ...state,
  ];
}
