import type { getHealthHistory, HealthPeriod, Part } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { checkSiteInDetail, type Detailed } from "./check-site.ts";
import type { Measured } from "./health.sql.ts";

/** How long each grain is kept, in minutes. */
const keptFor = { minutes: 48 * 60, hours: 30 * 24 * 60 };
/** Other people's servers are asked every so many minutes. */
const elsewhereEvery = 5;
/** The whole site among the checks. */
const site = "site";

const periods: Record<HealthPeriod, { minutes: number; step: 1 | 60; join: number }> = {
  hour: { minutes: 60, step: 1, join: 1 },
  day: { minutes: 1440, step: 1, join: 15 },
  week: { minutes: 7 * 1440, step: 60, join: 1 },
  month: { minutes: 30 * 1440, step: 60, join: 6 },
};

/** Every part by its name; what is not set up is none. */
function partsOf({ checks }: Detailed): [name: string, part: Part][] {
  const { durable_objects, external_apis, ...single } = checks;
  const below = (group: string, parts: Record<string, Part>) =>
    Object.entries(parts).map(([name, part]): [string, Part] => [`${group}.${name}`, part]);
  return [
    ...Object.entries(single),
    ...below("durable_objects", durable_objects),
    ...below("external_apis", external_apis),
  ].filter(([, part]) => part.status !== "off");
}

function measured(found: Detailed): Record<string, Measured> {
  const parts = partsOf(found);
  const longest = Math.max(...parts.map(([, part]) => part.response_time_ms));
  return Object.fromEntries([
    [site, { n: 1, up: found.status === "unhealthy" ? 0 : 1, ms: longest }],
    ...parts.map(([name, part]) => [
      name,
      { n: 1, up: part.status === "unhealthy" ? 0 : 1, ms: part.response_time_ms },
    ]),
  ]) as Record<string, Measured>;
}

/** Sums over rows of checks, by name. */
const sums = `key as name, sum(value ->> 'n') as n, sum(value ->> 'up') as up,
  cast(round(1.0 * sum((value ->> 'ms') * (value ->> 'n')) / sum(value ->> 'n')) as integer) as ms`;

/** The cron's: one sample a minute; whole hours become one row; what is past its time goes. */
export async function sampleHealth(env: Env, now: number): Promise<void> {
  const at = Math.floor(now / minute);
  const found = await checkSiteInDetail(env, now, at % elsewhereEvery === 0);
  const hour = Math.floor(at / 60);
  await env.DB.batch([
    env.DB.prepare(
      `insert into health_sample (step, slot, checks) values (1, ?, ?)
       on conflict do update set checks = excluded.checks`,
    ).bind(at, JSON.stringify(measured(found))),
    env.DB.prepare(
      `insert or ignore into health_sample (step, slot, checks)
       select 60, hour, json_group_object(name, json_object('n', n, 'up', up, 'ms', ms)) from (
         select slot / 60 as hour, ${sums} from health_sample, json_each(checks)
         where step = 1 and slot < ?1 * 60
           and slot >= 60 * (1 + coalesce((select max(slot) from health_sample where step = 60), 0))
         group by hour, name) group by hour`,
    ).bind(hour),
    env.DB.prepare("delete from health_sample where step = 1 and slot < ?").bind(
      at - keptFor.minutes,
    ),
    env.DB.prepare("delete from health_sample where step = 60 and slot < ?").bind(
      Math.floor((at - keptFor.hours) / 60),
    ),
  ]);
}

const share = (up: number, n: number): number | null =>
  n === 0 ? null : Math.floor((up / n) * 100_000) / 1000;

/** Response times step by step, and which share of the samples found each part up. */
export async function readHistory(
  env: Pick<Env, "DB">,
  period: HealthPeriod,
  now = Date.now(),
): Promise<OutputOf<typeof getHealthHistory>> {
  const { minutes, step, join } = periods[period];
  const length = step * join;
  const last = Math.floor(now / (length * minute));
  const first = last - minutes / length + 1;
  const { results } = await env.DB.prepare(
    `select slot / ?1 as point, ${sums} from health_sample, json_each(checks)
     where step = ?2 and slot >= ?3 group by point, name`,
  )
    .bind(join, step, first * join)
    .all<{ point: number; name: string; n: number; up: number; ms: number }>();
  const whole = (name: string) => {
    const rows = results.filter((row) => row.name === name);
    const sum = (count: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + count(row), 0);
    return { rows, n: sum((row) => row.n), up: sum((row) => row.up) };
  };
  const points = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const all = whole(site);
  return {
    period,
    step_minutes: length,
    points: points.map((point) => new Date(point * length * minute).toISOString()),
    sampled_minutes: all.n,
    expected_minutes: minutes,
    availability_percentage: share(all.up, all.n),
    checks: [...new Set(results.map((row) => row.name))]
      .filter((name) => name !== site)
      .map((name) => {
        const { rows, n, up } = whole(name);
        const times = new Map(rows.map((row) => [row.point, row.ms]));
        return {
          name,
          availability_percentage: share(up, n),
          response_time_ms: points.map((point) => times.get(point) ?? null),
        };
      }),
  };
}
