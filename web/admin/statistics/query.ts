import type { QueryInput } from "#contract/endpoint";
import {
  exportStatistics,
  type getOverview,
  type statisticsSeries,
} from "#contract/admin-statistics";
import { siteDay } from "../../app/site-time.ts";
import { apiUrl } from "../../client/url.ts";
import { choiceParam, formParam, type UrlSpec, withFallback } from "../parts/url-query.ts";

export const periods = [
  "day",
  "yesterday",
  "week",
  "month",
  "last_month",
  "year",
  "custom",
] as const;
export const tabs = ["overview", "costs", "engagement", "latency", "report"] as const;

export interface StatisticsQuery {
  tab: (typeof tabs)[number];
  period: (typeof periods)[number];
  start_date: string;
  end_date: string;
  /** Of the report: a day of its week. */
  week: string;
}

export const statisticsQuery: UrlSpec<StatisticsQuery> = {
  tab: withFallback(choiceParam(tabs), "overview"),
  period: withFallback(choiceParam(periods), "month"),
  start_date: formParam(isDay),
  end_date: formParam(isDay),
  // Of a week to come there is no report.
  week: formParam((text) => isDay(text) && text <= siteDay()),
};

/** A day there is: `2026-11-31` is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Days in an address are meant, whatever period it names, as the server has it. */
export const periodOf = ({
  period,
  start_date,
  end_date,
}: Pick<StatisticsQuery, "period" | "start_date" | "end_date">): StatisticsQuery["period"] =>
  isDay(start_date) || isDay(end_date) ? "custom" : period;

export type RangeInput = QueryInput<typeof getOverview>;

/** The whole month before a day's, first and last day. */
function monthBefore(today: string): RangeInput {
  const end = addDays(`${today.slice(0, 7)}-01`, -1);
  return { start_date: `${end.slice(0, 7)}-01`, end_date: end };
}

/** What the server is asked for; dates that are not whole yet are left out. `today` is the site's. */
export function toRange(
  asked: Pick<StatisticsQuery, "period" | "start_date" | "end_date">,
  today: string = siteDay(),
): RangeInput {
  const { start_date, end_date } = asked;
  const period = periodOf(asked);
  if (period === "yesterday") {
    const yesterday = addDays(today, -1);
    return { start_date: yesterday, end_date: yesterday };
  }
  if (period === "last_month") return monthBefore(today);
  if (period !== "custom") return { period };
  return {
    ...(isDay(start_date) ? { start_date } : {}),
    ...(isDay(end_date) ? { end_date } : {}),
  };
}

export const csvOf = (
  series: (typeof statisticsSeries)[number],
  query: QueryInput<typeof exportStatistics>,
): string => apiUrl(exportStatistics.path, { series }, query);

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string =>
  addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** The Monday of the week an address asks for: last week's for what is no day, this week's for one to come. */
export function weekAsked(text: string, today: string = siteDay()): string {
  const thisWeek = mondayOf(today);
  if (!isDay(text)) return addDays(thisWeek, -7);
  return text > today ? thisWeek : mondayOf(text);
}
