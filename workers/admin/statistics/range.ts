import type * as contract from "#contract/admin-statistics";
import type { QueryOf } from "#contract/endpoint";
import { day as dayMs } from "../../platform/durations.ts";
import { AppError } from "../../platform/errors.ts";
import { dayOf } from "../../settings/site-time.ts";

type Query = QueryOf<typeof contract.getOverview>;
export type Step = "hour" | "day" | "month";

export interface Days {
  readonly start: string;
  /** Its last day. */
  readonly end: string;
}

export interface Range extends Days {
  readonly step: Step;
  readonly previous: Days;
  /** It ends with today, which is not over. */
  readonly running: boolean;
}

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const addDays = (day: string, days: number): string =>
  new Date(at(day) + days * dayMs).toISOString().slice(0, 10);

export const daysBetween = ({ start, end }: Days): number =>
  Math.round((at(end) - at(start)) / dayMs) + 1;

export const eachDay = (days: Days): string[] =>
  Array.from({ length: Math.max(0, daysBetween(days)) }, (_, n) => addDays(days.start, n));

/** The first of the month so many months before a day's. */
function firstOfMonth(day: string, back: number): string {
  const date = new Date(at(day));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1))
    .toISOString()
    .slice(0, 10);
}

const before = (days: Days): Days => {
  const end = addDays(days.start, -1);
  return { start: addDays(end, 1 - daysBetween(days)), end };
};

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** How many whole calendar months these days are; 0: they are something else. */
function wholeMonths({ start, end }: Days): number {
  const after = addDays(end, 1);
  if (!start.endsWith("-01") || !after.endsWith("-01")) return 0;
  return monthOf(after) - monthOf(start);
}

/** The same days so many months earlier; a shorter month ends with its last. */
function monthsEarlier({ start, end }: Days, months: number): Days {
  const same = `${firstOfMonth(end, months).slice(0, 8)}${end.slice(8)}`;
  const last = addDays(firstOfMonth(end, months - 1), -1);
  return { start: firstOfMonth(start, months), end: same < last ? same : last };
}

/**
 * Whole months are compared with as many before, however long they are. What else begins on the first
 * of a month, and runs or is longer than that month, with the same days: of the year before where it
 * begins with a year, else as many months earlier. All else, and what is longer than twelve months, with
 * as many days before, so that nothing lies between the two.
 */
function previousOf(days: Days, running: boolean): Days {
  if (daysBetween(days) === 1) return before(days);
  const whole = wholeMonths(days);
  if (whole > 0 && !running) {
    return { start: firstOfMonth(days.start, whole), end: addDays(days.start, -1) };
  }
  const months = monthOf(days.end) - monthOf(days.start) + 1;
  if (!days.start.endsWith("-01") || months > 12 || (months === 1 && !running)) return before(days);
  const ofYear = months > 1 && days.start.endsWith("-01-01");
  return monthsEarlier(days, ofYear ? 12 : months);
}

const longest = 3660;
/** Hours are kept for a year. */
const hoursReach = 360;

const refuse = (path: string, message: string): AppError =>
  new AppError("REQUEST_001", undefined, [{ path: `query.${path}`, message }]);

function custom(query: Query, today: string): Range {
  const end = query.end_date !== undefined && query.end_date < today ? query.end_date : today;
  const start = query.start_date ?? presetStart(query.period, end);
  if (start > end) throw refuse("start_date", "not after the end, nor after today");
  const days = { start, end };
  const length = daysBetween(days);
  if (length > longest) throw refuse("start_date", `at most ${longest} days before the end`);
  const reach = daysBetween({ start, end: today });
  const step =
    length === 1 && reach < hoursReach ? "hour" : length <= 92 ? ("day" as const) : "month";
  const running = end === today;
  return { ...days, step, previous: previousOf(days, running), running };
}

function presetStart(period: Query["period"], end: string): string {
  if (period === "year") return firstOfMonth(end, 11);
  return addDays(end, { day: 0, week: -6, month: -29 }[period]);
}

const steps = { day: "hour", week: "day", month: "day", year: "month" } as const;

/** What a query asks for, in days of the site. Throws REQUEST_001. */
export function rangeOf(query: Query, now: number): Range {
  const today = dayOf(now);
  if (query.start_date !== undefined || query.end_date !== undefined) return custom(query, today);
  const days = { start: presetStart(query.period, today), end: today };
  const previous = query.period === "year" ? monthsEarlier(days, 12) : before(days);
  return { ...days, step: steps[query.period], previous, running: true };
}

/** For what is known by the day only: a single day is shown with the six before it. */
export const byDay = (range: Range): Range =>
  range.step === "hour" ? { ...range, start: addDays(range.start, -6), step: "day" } : range;

/** Of a day or an hour, what a point of the series is called. */
export const pointOf = (day: string, step: Step): string =>
  step === "month" ? day.slice(0, 7) : day;

/** `shown`: what the points are of, where that is more than what is asked for. */
export const frameOf = ({ start, end, previous }: Range, shown: Range) => ({
  start_date: start,
  end_date: end,
  points_start_date: shown.start,
  step: shown.step,
  previous_start_date: previous.start,
  previous_end_date: previous.end,
});
