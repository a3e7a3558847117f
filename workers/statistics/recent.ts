import { sql } from "drizzle-orm";
import type { Env } from "../platform/env.ts";
import { percentile } from "./buckets.ts";
import { prepare } from "./prepare.ts";

interface Times {
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
}

type TimedKind = "rest" | "file" | "socket" | "model";

/** With the times of REST and files; null without requests. */
export interface RecentFigures extends Times {
  /** Without sockets. */
  readonly requests: number;
  /** Answered with 4xx or 5xx, and those with 5xx alone. */
  readonly errors: number;
  readonly server_errors: number;
  readonly socket_opens: number;
  /** Sockets the site failed to open (5xx); one refused with reason is none. */
  readonly socket_failures: number;
  /** Of each kind by itself; `model`: calls to models (U-203). */
  readonly times: Readonly<Record<TimedKind, Times>>;
  /** Until when everything was counted, Unix milliseconds; null: nothing ever was. */
  readonly as_of: number | null;
}

interface Row {
  readonly kind: TimedKind | "wait";
  readonly bucket: number;
  readonly requests: number;
  readonly client_errors: number;
  readonly server_errors: number;
}

function timesOf(rows: readonly Row[]): Times {
  const counts = new Map<number, number>();
  for (const { bucket, requests } of rows) counts.set(bucket, (counts.get(bucket) ?? 0) + requests);
  return {
    p50_ms: percentile(counts, 0.5),
    p95_ms: percentile(counts, 0.95),
    p99_ms: percentile(counts, 0.99),
  };
}

/** The last `minutes` whole minutes and the one that runs, from the sums; at most 48 hours are kept. */
export async function recentFigures(
  env: Pick<Env, "DB">,
  minutes: number,
  now = Date.now(),
): Promise<RecentFigures> {
  const last = Math.floor(now / 60_000);
  const [found, cursor] = await env.DB.batch<Row | { as_of: number | null }>([
    prepare(
      env.DB,
      sql`select kind, bucket, sum(requests) as requests, sum(client_errors) as client_errors,
            sum(server_errors) as server_errors
          from minute_figure
          where minute between ${last - minutes} and ${last} group by kind, bucket`,
    ),
    prepare(env.DB, sql`select as_of from rollup_cursor where source = 'activity'`),
  ]);
  const rows = (found?.results ?? []) as Row[];
  const [place] = (cursor?.results ?? []) as { as_of: number | null }[];
  const of = (...kinds: readonly Row["kind"][]) => rows.filter(({ kind }) => kinds.includes(kind));
  const sockets = of("socket");
  const others = of("rest", "file", "wait");
  const sum = (of: readonly Row[], count: (row: Row) => number) =>
    of.reduce((total, row) => total + count(row), 0);
  return {
    requests: sum(others, (row) => row.requests),
    errors: sum(others, (row) => row.client_errors + row.server_errors),
    server_errors: sum(others, (row) => row.server_errors),
    socket_opens: sum(sockets, (row) => row.requests - row.client_errors - row.server_errors),
    socket_failures: sum(sockets, (row) => row.server_errors),
    ...timesOf(of("rest", "file")),
    times: {
      rest: timesOf(of("rest")),
      file: timesOf(of("file")),
      socket: timesOf(sockets),
      model: timesOf(of("model")),
    },
    as_of: place?.as_of ?? null,
  };
}
