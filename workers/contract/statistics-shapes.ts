import * as v from "valibot";
import { Instant } from "./common.ts";
import { Day } from "./dates.ts";
import { endpoint } from "./endpoint.ts";

const Period = v.picklist(["day", "week", "month", "year"]);

/** Today, the last 7 or 30 days, the last 12 months; or what the dates say, both days within. */
export const RangeQuery = v.object({
  period: v.optional(Period, "month"),
  start_date: v.optional(Day),
  end_date: v.optional(Day),
});

/** When it was last counted how many people, projects and bytes there are, which is not each minute; null: never. */
export const LevelsAsOf = v.nullable(Instant);

export const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
export const frame = {
  /** Until when what is shown was counted; null: it never was. */
  as_of: v.nullable(Instant),
  /** What `totals` are of. */
  range: v.object({
    start_date: v.string(),
    end_date: v.string(),
    /** Where the points begin, which end with the range: with six days more where one day is known as a whole only. */
    points_start_date: v.string(),
    /** What a point stands for. */
    step: v.picklist(["hour", "day", "month"]),
    /**
     * The period before, as long as this one; before whole months that are over, as many whole
     * months; before what else begins on the first of a month, and runs or is longer than it, but of
     * at most twelve months, the same days: of the year before where it begins on 1 January, else as
     * many months earlier. Where the range ends today, `previous` counts the last day up to this time.
     */
    previous_start_date: v.string(),
    previous_end_date: v.string(),
  }),
};

/** `at`: an hour (ISO 8601 UTC), a day (`YYYY-MM-DD`) or a month (`YYYY-MM`) of the site. */
export const points = <E extends v.ObjectEntries>(entries: E) =>
  v.array(v.object({ at: v.string(), ...entries }));

export const compared = <E extends v.ObjectEntries>(entries: E) => ({
  totals: v.object(entries),
  /** Of the period before. */
  previous: v.object(entries),
});

/** Figures of a period. */
export const statistics = <Output extends v.GenericSchema>(
  path: string,
  summary: string,
  output: Output,
) =>
  endpoint({
    method: "GET",
    path: `/admin/${path}`,
    access: "admin",
    summary,
    query: RangeQuery,
    output,
  });
