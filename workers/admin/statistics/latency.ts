import { and, gte, lt, ne, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-statistics";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { day, minute } from "../../platform/durations.ts";
import { nextDay } from "../../settings/site-time.ts";
import { percentile } from "../../statistics/buckets.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { readAsOf } from "./frame.ts";
import { groupBy } from "./group-by.ts";

type Query = QueryOf<typeof contract.getLatency>;
type Kind = NonNullable<Query["kind"]>;

/** U-203. */
const targets = {
  rest: { p50: 50, p95: 200, p99: 500 },
  file: { p50: 100, p95: 500, p99: 1000 },
  socket: { p50: 100, p95: 500, p99: 1000 },
  model: { p50: 2000, p95: 10_000, p99: 30_000 },
} as const satisfies Record<Kind, unknown>;

const kinds = Object.keys(targets) as Kind[];

interface Counted {
  readonly slot: number;
  readonly kind: string;
  readonly bucket: number;
  readonly requests: number;
}

function timesOf(rows: readonly Counted[]) {
  const counts = new Map<number, number>();
  for (const { bucket, requests } of rows) counts.set(bucket, (counts.get(bucket) ?? 0) + requests);
  return {
    requests: rows.reduce((sum, row) => sum + row.requests, 0),
    p50_ms: percentile(counts, 0.5),
    p95_ms: percentile(counts, 0.95),
    p99_ms: percentile(counts, 0.99),
  };
}

/** From when until when, and how much a point stands for: Unix minutes. */
function spanOf(minutes: Query["minutes"], now: number) {
  if (minutes === "today") {
    // The minute that runs as well, as the figures of the day have it.
    return { start: (nextDay(now) - day) / minute, end: Math.floor(now / minute) + 1, width: 15 };
  }
  const width = minutes === "60" ? 1 : 5;
  const end = Math.floor(now / minute / width) * width;
  return { start: end - Number(minutes), end, width };
}

/** U-201: the last whole minutes; of six hours, five at a time. */
export async function latency(
  db: Db,
  query: Query,
  now: number,
): Promise<OutputOf<typeof contract.getLatency>> {
  const { start, end, width } = spanOf(query.minutes, now);
  // Written, not bound: D1 binds numbers as REAL, and a division by one keeps its fraction.
  const slot = sql<number>`${minuteFigure.minute} / ${sql.raw(String(width))}`;
  const [rows, as_of] = await Promise.all([
    db
      .select({
        slot: slot.as("slot"),
        kind: minuteFigure.kind,
        bucket: minuteFigure.bucket,
        requests: sql<number>`sum(${minuteFigure.requests})`.as("asked"),
      })
      .from(minuteFigure)
      .where(
        and(
          gte(minuteFigure.minute, start),
          lt(minuteFigure.minute, end),
          ne(minuteFigure.kind, "wait"),
        ),
      )
      .groupBy(slot, minuteFigure.kind, minuteFigure.bucket),
    readAsOf(db),
  ]);
  const shown = rows.filter(({ kind }) =>
    query.kind === undefined ? kind === "rest" || kind === "file" : kind === query.kind,
  );
  const slots = groupBy(shown, (row) => row.slot);
  const first = start / width;
  return {
    as_of,
    points: Array.from({ length: Math.ceil((end - start) / width) }, (_, n) => ({
      at: new Date((first + n) * width * minute).toISOString(),
      ...timesOf(slots.get(first + n) ?? []),
    })),
    kinds: kinds.map((kind) =>
      Object.assign(
        { kind, target_ms: targets[kind] },
        timesOf(rows.filter((row) => row.kind === kind)),
      ),
    ),
  };
}
