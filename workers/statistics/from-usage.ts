import { sql, type SQL } from "drizzle-orm";
import { bucketOf } from "./buckets.ts";
import { featureBits } from "./features.ts";
import { keptFor } from "./kept-for.ts";
import { addPresence } from "./presence.ts";
import { adding, noGuest, type Source } from "./source.ts";

/** A pause longer than this ends a sitting. */
const pauseMs = 30 * 60_000;

const sums = sql`count(*) as calls, sum(r.input_tokens) as input_tokens,
  sum(r.output_tokens) as output_tokens, sum(r.cache_read_tokens) as cache_read_tokens,
  sum(r.cache_write_5m_tokens + r.cache_write_1h_tokens) as cache_write_tokens,
  sum(r.cost_micro_usd) as cost_micro_usd`;

const sumColumns = [
  "calls",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "cost_micro_usd",
] as const;

const listed = sql.raw(sumColumns.join(", "));

/** What a person's costs are summed by. */
const periods = [sql`substr(r.day, 1, 7)`, sql`substr(r.day, 1, 4)`, sql`''`];

const costs = (rows: SQL): readonly SQL[] => [
  sql`insert into cost_day (day, model, ${listed})
      select r.day, r.model, ${sums} ${rows} group by 1, 2
      on conflict (day, model) do update set ${adding(...sumColumns)}`,
  ...periods.map(
    (period) => sql`insert into person_cost (period, user_id, ${listed})
      select ${period}, r.user_id, ${sums} ${rows} group by 1, 2
      on conflict (period, user_id) do update set ${adding(...sumColumns)}`,
  ),
];

/** Milliseconds since the call before in the same chat; null for its first. */
const sincePrevious = sql`r.created_at - (
  select e.created_at from usage_record e
  where e.session_id = r.session_id and e.rowid < r.rowid order by e.rowid desc limit 1)`;

const opensTurn = sql`not exists (
  select 1 from usage_record e
  where e.session_id = r.session_id and e.rowid < r.rowid and e.turn_id = r.turn_id)`;

const called = (rows: SQL): SQL =>
  sql`(select r.day, r.created_at, r.cost_micro_usd, ${opensTurn} as opens, ${sincePrevious} as since ${rows}) c`;

const workColumns = ["messages", "sittings", "sitting_ms"] as const;

const workSums = sql`sum(c.opens), sum(c.since is null or c.since > ${pauseMs}),
  sum(case when c.since <= ${pauseMs} then max(0, c.since) else 0 end)`;

const work = (rows: SQL, now: number): readonly SQL[] => [
  sql`insert into day_figure
        (day, messages, sittings, sitting_ms, model_calls, cost_micro_usd)
      select c.day, ${workSums}, count(*), sum(c.cost_micro_usd)
      from ${called(rows)} where true group by c.day
      on conflict (day) do update set ${adding(...workColumns, "model_calls", "cost_micro_usd")}`,
  sql`insert into usage_minute
        (minute, messages, sittings, sitting_ms, calls, cost_micro_usd)
      select c.created_at / 60000, ${workSums}, count(*), sum(c.cost_micro_usd)
      from ${called(sql`${rows} and r.created_at >= ${now - keptFor.hours}`)} where true group by 1
      on conflict (minute) do update set ${adding(...workColumns, "calls", "cost_micro_usd")}`,
];

const present = (rows: SQL): SQL =>
  sql`select r.day, r.user_id,
        ${sql.raw(String(featureBits.chat))}
          + max(case when r.key_id is null then 0 else ${sql.raw(String(featureBits.api_key))} end)
        as features
      ${rows} and ${noGuest} group by 1, 2`;

const times = (rows: SQL, now: number): SQL =>
  sql`insert into minute_figure (minute, kind, bucket, requests, client_errors, server_errors)
      select r.created_at / 60000, 'model', ${bucketOf(sql`r.duration_ms`)}, count(*), 0, 0
      ${rows} and r.duration_ms is not null and r.created_at >= ${now - keptFor.minutes}
      group by 1, 3
      on conflict (minute, kind, bucket) do update set ${adding("requests")}`;

const timesOfDay = (rows: SQL): SQL =>
  sql`insert into latency_day (day, kind, bucket, requests)
      select r.day, 'model', ${bucketOf(sql`r.duration_ms`)}, count(*)
      ${rows} and r.duration_ms is not null group by 1, 3
      on conflict (day, kind, bucket) do update set ${adding("requests")}`;

/** Model calls: what they cost, and the work in chats they show. */
export const fromUsage: Source = {
  name: "usage",
  table: "usage_record",
  add: (rows, now) => [
    ...costs(rows),
    ...work(rows, now),
    times(rows, now),
    timesOfDay(rows),
    ...addPresence(present(rows)),
  ],
};
