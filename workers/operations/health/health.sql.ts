import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, instant, json } from "../../platform/columns.ts";

/** What one check came to in one stretch of time. */
export interface Measured {
  /** Samples in it, and those that found the part up. */
  readonly n: number;
  readonly up: number;
  /** Milliseconds, the mean. */
  readonly ms: number;
}

/** What the minute's checks found: minutes for 48 hours, hours for 30 days, so that it never grows past them. */
export const healthSample = sqliteTable(
  "health_sample",
  {
    /** Minutes a row stands for: 1 or 60. */
    step: integer("step").notNull(),
    /** Unix minutes divided by `step`. */
    slot: integer("slot").notNull(),
    checks: json<Record<string, Measured>>("checks").notNull(),
  },
  (t) => [primaryKey({ columns: [t.step, t.slot] })],
);

/** One row a job of the cron: when it last ran, and how that went. */
export const jobRun = sqliteTable("job_run", {
  name: text("name", { length: 50 }).primaryKey(),
  every: text("every", { enum: ["minute", "day"] }).notNull(),
  lastRunAt: instant("last_run_at").notNull(),
  lastMs: integer("last_ms").notNull(),
  isOk: flag("is_ok").notNull(),
  lastFailedAt: instant("last_failed_at"),
  /** Of the last failure. */
  lastError: text("last_error", { length: 300 }),
  /** In a row, up to now. */
  failures: integer("failures").notNull(),
});

/** The last message that came all the way through a queue. */
export const queueBeat = sqliteTable("queue_beat", {
  queue: text("queue", { enum: ["activity", "jobs"] }).primaryKey(),
  sentAt: instant("sent_at").notNull(),
  receivedAt: instant("received_at").notNull(),
});
