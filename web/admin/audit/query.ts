import type { UrlSpec } from "../parts/url-query.ts";
import { choiceParam, withFallback } from "../parts/url-query.ts";
import { given, logSpec, type LogFilters } from "../logs/log-query.ts";

/** The tabs of 5.5, and everything together for trails and searches. */
export const auditTabs = ["changes", "access", "security", "all"] as const;
export const severities = ["INFO", "WARNING", "CRITICAL"] as const;

const events = { changes: "DATA_CHANGE", access: "ACCESS", security: "SECURITY" } as const;

export interface AuditQuery extends LogFilters {
  tab: (typeof auditTabs)[number];
  severity: (typeof severities)[number] | undefined;
  sort_order: "asc" | "desc";
}

export const auditSpec: UrlSpec<AuditQuery> = {
  ...logSpec,
  tab: withFallback(choiceParam(auditTabs), "changes"),
  severity: choiceParam(severities),
  sort_order: withFallback(choiceParam(["asc", "desc"]), "desc"),
};

/** What the list, its tail and its export filter by. */
export const filtersOf = ({
  q,
  user_id,
  resource_type,
  severity,
  start_date,
  end_date,
  tab,
}: AuditQuery) =>
  given({
    q,
    user_id,
    resource_type,
    severity,
    start_date,
    end_date,
    event_type: tab === "all" ? undefined : events[tab],
  });

export const noFilters = {
  q: "",
  user_id: "",
  resource_type: "",
  severity: undefined,
  start_date: "",
  end_date: "",
} as const;
