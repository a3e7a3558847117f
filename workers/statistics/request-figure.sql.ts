import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const what = {
  action: text("action", { length: 50 }).notNull(),
  /** Empty: none. */
  resource: text("resource", { length: 50 }).notNull(),
  /** As `outcomeOf` has it. */
  statusClass: integer("status_class").notNull(),
};
const sums = {
  requests: integer("requests").notNull(),
  durationMs: integer("duration_ms").notNull(),
};

/** Requests of an hour by what they were; kept for a year (C-10). */
export const hourFigure = sqliteTable(
  "hour_figure",
  {
    /** Unix hours. */
    hour: integer("hour").notNull(),
    ...what,
    ...sums,
    /** As in `day_figure`: `durationMs` is theirs. */
    timedRequests: integer("timed_requests").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.hour, t.action, t.resource, t.statusClass] })],
);

/** The same by day of the site; kept for ever. */
export const requestDay = sqliteTable(
  "request_day",
  { day: text("day", { length: 10 }).notNull(), ...what, ...sums },
  (t) => [primaryKey({ columns: [t.day, t.action, t.resource, t.statusClass] })],
);

/** Refusals and failures of a day by their code; as everywhere here, without sockets. */
export const errorDay = sqliteTable(
  "error_day",
  {
    day: text("day", { length: 10 }).notNull(),
    status: integer("status").notNull(),
    /** Of the registry; empty where none was told. */
    code: text("code", { length: 50 }).notNull(),
    requests: integer("requests").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.status, t.code] })],
);

/** Requests of a day by the address as the contract has it, never the one that was called; kept for 400 days. */
export const routeDay = sqliteTable(
  "route_day",
  {
    day: text("day", { length: 10 }).notNull(),
    /** Empty, as `method` then is: no address of the site. */
    route: text("route", { length: 100 }).notNull(),
    method: text("method", { length: 10 }).notNull(),
    /** 0 stands for everything under 400. */
    status: integer("status").notNull(),
    /** Of the registry; empty where none was told. */
    code: text("code", { length: 50 }).notNull(),
    requests: integer("requests").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.route, t.method, t.status, t.code] })],
);

/** How long requests and model calls of a day took, as in `minute_figure`; kept for ever. */
export const latencyDay = sqliteTable(
  "latency_day",
  {
    day: text("day", { length: 10 }).notNull(),
    kind: text("kind", { enum: ["rest", "file", "model"] }).notNull(),
    /** Place in the list of bounds, see `buckets.ts`. */
    bucket: integer("bucket").notNull(),
    requests: integer("requests").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind, t.bucket] })],
);
