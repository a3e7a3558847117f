import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { Day } from "./dates.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { LevelsAsOf } from "./statistics-shapes.ts";

/** One line of the report. Texts are in the caller's language, numbers written as it writes them. */
const Figure = v.object({
  name: v.string(),
  label: v.string(),
  /** Null: nothing is known of it. */
  value: v.nullable(v.number()),
  unit: v.picklist(["count", "percent", "milliseconds", "micro_usd"]),
  shown: v.string(),
  /** Of the week before; of one that runs, as far as this one has come. */
  previous: v.nullable(v.number()),
  previous_shown: v.nullable(v.string()),
  /** Percent; null where a difference in percent says nothing. */
  change: v.nullable(v.number()),
  target: v.nullable(
    v.object({ operator: v.picklist(["GTE", "LTE", "LT"]), value: v.number(), shown: v.string() }),
  ),
  is_met: v.nullable(v.boolean()),
});
export type Figure = v.InferOutput<typeof Figure>;

const Incident = v.object({
  alert_id: Id,
  name: v.string(),
  condition: v.string(),
  /** What was measured when it fired, and the threshold. */
  value: v.string(),
  threshold: v.string(),
  began_at: Instant,
  /** Null: it is not over, or nobody knows (the alert was switched off). */
  ended_at: v.nullable(Instant),
  is_open: v.boolean(),
});

export const WeeklyReport = v.object({
  as_of: v.nullable(Instant),
  /** Of a week that runs; one that is over has those of its days. */
  levels_as_of: LevelsAsOf,
  /** Monday and Sunday, days of the site. */
  start_date: v.string(),
  end_date: v.string(),
  /** False: the week still runs. */
  is_over: v.boolean(),
  /** When it was mailed, if it was. */
  sent_at: v.nullable(Instant),
  highlights: v.array(Figure),
  health: v.array(Figure),
  usage: v.array(Figure),
  cost: v.array(Figure),
  days: v.array(
    v.object({
      at: v.string(),
      active: Count,
      monthly_active: v.nullable(Count),
      cost_micro_usd: v.number(),
    }),
  ),
  incidents: v.object({
    /** False: it is too long ago, the history of alerts is gone. */
    is_known: v.boolean(),
    began: Count,
    previous_began: Count,
    open: Count,
    /** Of those that ended, minutes. */
    mean_minutes: v.nullable(v.number()),
    mean_shown: v.nullable(v.string()),
    /** The open ones first, then the longest; at most 20. */
    items: v.array(Incident),
  }),
  actions: v.array(v.object({ rule: v.string(), text: v.string() })),
});
export type WeeklyReport = v.InferOutput<typeof WeeklyReport>;

/** Any day of the week; this week where nothing is said. */
const WeekQuery = v.object({ week: v.optional(Day) });

export const getWeeklyReport = endpoint({
  method: "GET",
  path: "/admin/reports/weekly",
  access: "admin",
  summary: "A week of the site: health, use, cost, incidents and what to do (U-208)",
  query: WeekQuery,
  output: WeeklyReport,
});

export const downloadWeeklyReport = endpoint({
  method: "GET",
  path: "/admin/reports/weekly/markdown",
  access: "admin",
  summary: "The same as Markdown",
  query: WeekQuery,
  raw: { response: "text/markdown" },
});

export const sendReportNow = endpoint({
  method: "POST",
  path: "/admin/reports/weekly/send",
  access: "admin",
  summary: "Mail a week's report now, to whom it is mailed on Mondays; REPORT_001 within a minute",
  json: WeekQuery,
  output: v.object({ start_date: v.string(), recipient_count: Count }),
  record: ["week"],
});
