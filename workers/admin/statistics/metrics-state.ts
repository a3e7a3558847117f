import { and, count, desc, eq, isNull } from "drizzle-orm";
import { systemAlert } from "../../alerts/alert.sql.ts";
import { openSocket } from "../../auth/open-socket.sql.ts";
import { healthSample, type Measured } from "../../operations/health/health.sql.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import type { RecentFigures } from "../../statistics/recent.ts";
import { countLogins } from "../security/list-logins.ts";
import { type Family, gauge, seconds } from "./open-metrics.ts";

/** U-203: each kind has a promise of its own. */
export const timesByKind = (times: RecentFigures["times"], window: number): Family => ({
  name: "engawa_response_time_seconds",
  type: "summary",
  unit: "seconds",
  help: `Time by kind (REST, files, sockets, calls to models), of the last ${window} minutes.`,
  samples: Object.entries(times).flatMap(([kind, { p50_ms, p95_ms, p99_ms }]) => [
    { labels: { kind, quantile: "0.5" }, value: seconds(p50_ms) },
    { labels: { kind, quantile: "0.95" }, value: seconds(p95_ms) },
    { labels: { kind, quantile: "0.99" }, value: seconds(p99_ms) },
  ]),
});

/** Sign-ins are counted once a minute, however often scrapers come: they may be many. */
const loginsKnown = new WeakMap<D1Database, { readonly at: number; readonly active: number }>();

async function activeLogins(env: Env, now: number): Promise<number> {
  const known = loginsKnown.get(env.DB);
  if (known !== undefined && Math.abs(now - known.at) < minute) return known.active;
  const { active } = await countLogins(env, now);
  loginsKnown.set(env.DB, { at: now, active });
  return active;
}

/** Other people's servers are looked at every five minutes: each part as it was found last. */
const samplesRead = 5;

async function readHealth(db: Db) {
  const rows = await db
    .select()
    .from(healthSample)
    .where(eq(healthSample.step, 1))
    .orderBy(desc(healthSample.slot))
    .limit(samplesRead);
  const parts: Record<string, Measured> = Object.assign(
    {},
    ...rows.toReversed().map((row) => row.checks),
  );
  const [last] = rows;
  return { at: last === undefined ? null : last.slot * minute, parts: Object.entries(parts) };
}

const firing = and(isNull(systemAlert.deletedAt), eq(systemAlert.state, "firing"));

/** How the site is at this moment: who is signed in, what is open, what works. */
export async function readState(env: Env, now: number): Promise<Family[]> {
  const db = openDb(env.DB);
  const [logins, [sockets], [alerts], health] = await Promise.all([
    activeLogins(env, now),
    db.select({ n: count().as("sockets") }).from(openSocket),
    db
      .select({ n: count().as("alerts") })
      .from(systemAlert)
      .where(firing),
    readHealth(db),
  ]);
  return [
    gauge("engawa_active_logins", "Sign-ins that hold, guests' with them.", logins),
    gauge("engawa_open_sockets", "Chats that are open, once for each sign-in.", sockets?.n),
    gauge("engawa_alerts_firing", "Alerts that fire.", alerts?.n),
    {
      name: "engawa_health_up",
      type: "gauge",
      help: "Whether a part of the site answered when last looked at; `site`: all nobody can do without.",
      samples: health.parts.map(([part, { up }]) => ({
        labels: { part },
        value: up > 0 ? 1 : 0,
      })),
    },
    {
      name: "engawa_health_response_seconds",
      type: "gauge",
      unit: "seconds",
      help: "How long it took to answer; `site`: the slowest of them.",
      samples: health.parts.map(([part, { ms }]) => ({ labels: { part }, value: seconds(ms) })),
    },
    gauge(
      "engawa_health_timestamp_seconds",
      "When the site was last looked at.",
      seconds(health.at),
      "seconds",
    ),
  ];
}
