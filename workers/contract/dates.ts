import * as v from "valibot";

/** Whether the day a text begins with is in the calendar: `Date.parse` makes 1 December of 31 November. */
function isOfCalendar(text: string): boolean {
  const day = text.slice(0, 10);
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

export const ofCalendar = v.check<string, string>(isOfCalendar, "no such date");

/** `YYYY-MM-DD`, a day of the site's calendar. */
export const Day = v.pipe(v.string(), v.isoDate("not a day"), ofCalendar);

/** An instant that is one; the pattern alone lets days and offsets through that no calendar knows. */
export const Moment = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => isOfCalendar(text) && !Number.isNaN(Date.parse(text)), "no such date"),
);
