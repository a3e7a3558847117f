import { AppError } from "../../platform/errors.ts";
import { dayOf } from "../../settings/site-time.ts";
import { weekOf } from "../../statistics/cohorts.ts";
import { addDays, type Days, type Range } from "../statistics/range.ts";

/** A week of the site as far as it has come, and the same days of the week before. */
export interface Week extends Range {
  readonly sunday: string;
}

/** The week of a day; this week where none is named. Throws REQUEST_001 for one that has not begun. */
export function weekAt(
  day: string | undefined,
  now: number,
  asked: "query" | "json" = "query",
): Week {
  const today = dayOf(now);
  const start = weekOf(day ?? today);
  if (start > today) {
    const message = "this week has not begun";
    throw new AppError("REQUEST_001", undefined, [{ path: `${asked}.week`, message }]);
  }
  const sunday = addDays(start, 6);
  const running = sunday >= today;
  const end = running ? today : sunday;
  const previous: Days = { start: addDays(start, -7), end: addDays(end, -7) };
  return { start, end, sunday, step: "day", previous, running };
}

/** When a day of the site begins, Unix milliseconds. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+09:00`);
