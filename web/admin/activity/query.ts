import type { UrlSpec } from "../parts/url-query.ts";
import { choiceParam, textParam, withFallback } from "../parts/url-query.ts";
import { given, logSpec, type LogFilters } from "../logs/log-query.ts";

export const activityTabs = ["all", "errors"] as const;
export const sorts = [
  "created_at",
  "user_id",
  "action_type",
  "response_status",
  "duration_ms",
] as const;

export interface ActivityQuery extends LogFilters {
  tab: (typeof activityTabs)[number];
  action_type: string;
  has_error: "true" | undefined;
  sort_by: (typeof sorts)[number];
  sort_order: "asc" | "desc";
}

export const activitySpec: UrlSpec<ActivityQuery> = {
  ...logSpec,
  tab: withFallback(choiceParam(activityTabs), "all"),
  action_type: textParam(50),
  has_error: choiceParam(["true"]),
  sort_by: withFallback(choiceParam(sorts), "created_at"),
  sort_order: withFallback(choiceParam(["asc", "desc"]), "desc"),
};

/** What the list, its tail and its export filter by. */
export const filtersOf = ({
  q,
  user_id,
  action_type,
  resource_type,
  start_date,
  end_date,
  has_error,
  tab,
}: ActivityQuery) =>
  given({
    q,
    user_id,
    action_type,
    resource_type,
    start_date,
    end_date,
    // The tab 「エラー履歴」 is has_error=true (5.3).
    has_error: tab === "errors" ? ("true" as const) : has_error,
  });

export const noFilters = {
  q: "",
  user_id: "",
  action_type: "",
  resource_type: "",
  start_date: "",
  end_date: "",
  has_error: undefined,
} as const;
