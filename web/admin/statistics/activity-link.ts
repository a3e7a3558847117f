import { closedSite } from "#contract/outcome";
import { type ActivityField, type Term, writeLogQuery } from "#contract/log-query";

/** Whole days of the site. */
export interface Days {
  readonly start_date: string;
  readonly end_date: string;
}

const instant = (day: string, time: string): string =>
  new Date(`${day}T${time}+09:00`).toISOString();

type Asked = Partial<Record<ActivityField, string>>;

/** Failures of the site, as the figures count them. */
const failures = "5xx";

const termsOf = (asked: Asked): Term[] => [
  ...(Object.entries(asked) as [ActivityField, string][])
    .filter(([, value]) => value !== "")
    .map(([field, value]) => ({ field, not: false, value })),
  ...(asked.status === failures ? [{ field: "code", not: true, value: closedSite } as const] : []),
];

/** What the figures of requests count: sockets are counted apart. */
export const requests: Asked = { socket: "no" };

/** The list of activity with exactly what is asked for (what is empty is not), until when figures were counted. */
export function activityOf(asked: Asked, days: Days, asOf: string | null): string {
  const end = instant(days.end_date, "23:59:59.999");
  const search = new URLSearchParams({
    q: writeLogQuery(termsOf(asked)),
    start_date: instant(days.start_date, "00:00:00.000"),
    end_date: asOf !== null && asOf < end ? asOf : end,
  });
  return `/admin/activity?${search}`;
}
