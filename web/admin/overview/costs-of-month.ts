import { siteDay } from "../../app/site-time.ts";

/** The costs of the month as far as it has come, which is what the overview says of them. */
export function costsOfMonth(today: string = siteDay()): string {
  const days = { start_date: `${today.slice(0, 7)}-01`, end_date: today };
  return `/admin/statistics?${new URLSearchParams({ tab: "costs", period: "custom", ...days })}`;
}
