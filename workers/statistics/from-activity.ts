import { sql, type SQL } from "drizzle-orm";
import { bucketOf } from "./buckets.ts";
import { featureBits } from "./features.ts";
import { keptFor } from "./kept-for.ts";
import { outcome } from "./outcome.ts";
import { addPresence } from "./presence.ts";
import { adding, noGuest, type Source } from "./source.ts";
import { sqlDay } from "./sql-time.ts";

const day = sqlDay(sql`r.created_at`);
const isSocket = sql`substr(r.endpoint, 1, 4) = '/ws/'`;
const isWait = sql`(r.endpoint like '%/messages' or r.endpoint like '%/events')`;
const isTimed = sql`(not ${isSocket} and not ${isWait})`;
const timedMs = sql`sum(case when ${isTimed} then r.duration_ms else 0 end)`;
const ended = outcome(sql`r.response_status`, sql`r.error_code`);
const clientError = sql`${ended} = 4`;
const serverError = sql`${ended} = 5`;

const kind = sql`case
  when ${isSocket} then 'socket'
  when ${isWait} then 'wait'
  when r.resource_type = 'FILE' and r.method = 'GET' then 'file'
  else 'rest' end`;

/** `1` where any row of the group is so. */
const some = (bit: number, condition: SQL): SQL =>
  sql`max(case when ${condition} then ${sql.raw(String(bit))} else 0 end)`;

const used = sql.join(
  [
    some(featureBits.files_read, sql`r.resource_type = 'FILE' and r.method = 'GET'`),
    some(featureBits.files_changed, sql`r.resource_type = 'FILE' and r.method <> 'GET'`),
    some(featureBits.import, sql`r.method = 'POST' and r.endpoint like '%/import'`),
    some(featureBits.export, sql`r.method = 'GET' and r.endpoint like '%/archive'`),
    some(featureBits.api_key, sql`r.key_id is not null`),
    some(featureBits.search, sql`r.endpoint like '/api%/projects/%/search'`),
  ],
  sql` + `,
);

const present = (rows: SQL): SQL =>
  sql`select ${day} as day, r.user_id, ${used} as features ${rows}
      and r.user_id is not null and r.response_status < 400 and ${noGuest} group by 1, 2`;

const requests = (rows: SQL, now: number): readonly SQL[] => [
  sql`insert into minute_figure (minute, kind, bucket, requests, client_errors, server_errors)
      select r.created_at / 60000, ${kind}, ${bucketOf(sql`r.duration_ms`)},
        count(*), sum(${clientError}), sum(${serverError})
      ${rows} and r.created_at >= ${now - keptFor.minutes} group by 1, 2, 3
      on conflict (minute, kind, bucket) do update set
        ${adding("requests", "client_errors", "server_errors")}`,
  sql`insert into hour_figure
        (hour, action, resource, status_class, requests, timed_requests, duration_ms)
      select r.created_at / 3600000, r.action_type, coalesce(r.resource_type, ''),
        ${ended}, count(*), sum(${isTimed}), ${timedMs}
      ${rows} and not ${isSocket} and r.created_at >= ${now - keptFor.hours} group by 1, 2, 3, 4
      on conflict (hour, action, resource, status_class) do update set
        ${adding("requests", "timed_requests", "duration_ms")}`,
  sql`insert into request_day (day, action, resource, status_class, requests, duration_ms)
      select ${day}, r.action_type, coalesce(r.resource_type, ''),
        ${ended}, count(*), sum(r.duration_ms)
      ${rows} and not ${isSocket} group by 1, 2, 3, 4
      on conflict (day, action, resource, status_class) do update set
        ${adding("requests", "duration_ms")}`,
  sql`insert into error_day (day, status, code, requests)
      select ${day}, r.response_status, coalesce(r.error_code, ''), count(*)
      ${rows} and not ${isSocket} and r.response_status >= 400 group by 1, 2, 3
      on conflict (day, status, code) do update set ${adding("requests")}`,
];

/** Addresses and codes are the contract's, so that no caller adds to how many there are. */
const byRoute = (rows: SQL): SQL =>
  sql`insert into route_day (day, route, method, status, code, requests)
      select ${day}, r.route, case r.route when '' then '' else r.method end,
        case when r.response_status < 400 then 0 else r.response_status end,
        case when r.response_status < 400 then '' else coalesce(r.error_code, '') end, count(*)
      ${rows} and r.route is not null group by 1, 2, 3, 4, 5
      on conflict (day, route, method, status, code) do update set ${adding("requests")}`;

const timesOfDay = (rows: SQL): SQL =>
  sql`insert into latency_day (day, kind, bucket, requests)
      select ${day}, ${kind}, ${bucketOf(sql`r.duration_ms`)}, count(*)
      ${rows} and ${isTimed} group by 1, 2, 3
      on conflict (day, kind, bucket) do update set ${adding("requests")}`;

const ofDay = (rows: SQL): SQL =>
  sql`insert into day_figure
        (day, requests, client_errors, server_errors, timed_requests, duration_ms,
         socket_opens, socket_failures)
      select ${day}, sum(not ${isSocket}),
        sum(not ${isSocket} and ${clientError}), sum(not ${isSocket} and ${serverError}),
        sum(${isTimed}), ${timedMs},
        sum(${isSocket} and r.response_status = 101), sum(${isSocket} and ${serverError})
      ${rows} group by 1
      on conflict (day) do update set ${adding(
        "requests",
        "client_errors",
        "server_errors",
        "timed_requests",
        "duration_ms",
        "socket_opens",
        "socket_failures",
      )}`;

/** Requests, errors, times and who was there. A socket refused with reason (4xx) is no failure. */
export const fromActivity: Source = {
  name: "activity",
  table: "user_activity",
  add: (rows, now) => [
    ...requests(rows, now),
    byRoute(rows),
    timesOfDay(rows),
    ofDay(rows),
    ...addPresence(present(rows)),
  ],
};
