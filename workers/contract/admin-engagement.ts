import * as v from "valibot";
import { Count } from "./common.ts";
import { compared, frame, points, Share, statistics } from "./statistics-shapes.ts";

const worked = {
  messages: Count,
  sittings: Count,
  messages_per_sitting: v.nullable(v.number()),
  /** Mean length of a sitting. */
  minutes_per_sitting: v.nullable(v.number()),
  sessions_created: Count,
  projects_created: Count,
  file_operations: Count,
  sign_ins: Count,
};

const EngagementStatistics = v.object({
  ...frame,
  points: points({
    messages: Count,
    sittings: Count,
    sessions_created: Count,
    file_operations: Count,
  }),
  ...compared(worked),
  /** Of whose time has come: back on days 7 to 13, and 28 to 34, after the first. */
  retention: v.object({
    day_7_percentage: v.nullable(Share),
    day_30_percentage: v.nullable(Share),
  }),
  cohorts: v.array(
    v.object({
      /** The Monday of the week people were first there. */
      week: v.string(),
      people: Count,
      /** How many came back 1, 2, … weeks after their first day; null: not everybody's time has come. */
      returned: v.array(v.nullable(Count)),
    }),
  ),
  /** People who used it in the month of the period's end, out of those who were there. */
  features: v.array(
    v.object({
      feature: v.picklist([
        "chat",
        "files_read",
        "files_changed",
        "import",
        "export",
        "api_key",
        "search",
      ]),
      people: Count,
      percentage: Share,
      previous_percentage: v.nullable(Share),
    }),
  ),
  monthly_people: Count,
});

export const getEngagement = statistics(
  "statistics/engagement",
  "How people work with it, and who comes back (U-207)",
  EngagementStatistics,
);
