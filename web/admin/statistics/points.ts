import { t as chart } from "../../i18n/chart.ts";
import { dateFormat, numberFormat } from "../../i18n/intl.ts";

type Step = "hour" | "day" | "month";

const site = (options: Intl.DateTimeFormatOptions, zone: string) =>
  dateFormat({ timeZone: zone, ...options });

/** A day or month of the site as an instant in UTC, where it keeps its name. */
const instantOf = (at: string): Date => new Date(at.length === 7 ? `${at}-01` : at);

/** A point's name in full: for tables and what is told of it. */
export function longLabel(at: string, step: Step): string {
  if (step === "hour") {
    return site(
      { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
      "Asia/Tokyo",
    ).format(new Date(at));
  }
  const options: Intl.DateTimeFormatOptions =
    step === "month"
      ? { year: "numeric", month: "long" }
      : { year: "numeric", month: "short", day: "numeric", weekday: "short" };
  return site(options, "UTC").format(instantOf(at));
}

/** Under the axis. */
export function shortLabel(at: string, step: Step): string {
  if (step === "hour") {
    return site({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "Asia/Tokyo").format(
      new Date(at),
    );
  }
  const options: Intl.DateTimeFormatOptions =
    step === "month" ? { year: "2-digit", month: "short" } : { month: "numeric", day: "numeric" };
  return site(options, "UTC").format(instantOf(at));
}

export const dayLabel = (day: string): string =>
  site({ year: "numeric", month: "short", day: "numeric" }, "UTC").format(instantOf(day));

/** Short numbers for beside an axis: 12K, 3.4M. */
export const compact = (value: number): string =>
  numberFormat({ notation: "compact", maximumFractionDigits: 1 }).format(value);

export const percentage = (value: number, digits = 1): string =>
  `${numberFormat({ maximumFractionDigits: digits }).format(value)}%`;

/** How much of a whole is used; a little is not nothing. */
export const shareUsed = (used: number, percent: number): string =>
  used > 0 && percent < 1 ? chart("underOne") : percentage(percent);
