import { Show } from "solid-js";
import { t } from "../../i18n/admin-audit.ts";
import { t as logs } from "../../i18n/admin-logs.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { knownResources, resourceName } from "../../i18n/log-names.ts";
import { Button } from "../../ui/Button.tsx";
import { PersonFilter } from "../logs/PersonFilter.tsx";
import { TimeRange } from "../logs/TimeRange.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersOf, noFilters, severities, type AuditQuery } from "./query.ts";

/** The filters of 5.5. */
export function AuditFilters(props: { query: UrlQuery<AuditQuery> }) {
  const now = () => props.query.values();
  return (
    <>
      <PersonFilter value={now().user_id} onChange={(user_id) => props.query.set({ user_id })} />
      <FilterSelect
        label={t("severity")}
        value={now().severity}
        options={severities.map((value) => ({ value, label: t(`severity_${value}`) }))}
        onChange={(severity) => props.query.set({ severity })}
      />
      <FilterSelect
        label={logs("resourceType")}
        value={now().resource_type || undefined}
        options={knownResources.map((value) => ({ value, label: resourceName(value) }))}
        onChange={(resource_type) => props.query.set({ resource_type: resource_type ?? "" })}
      />
      <TimeRange
        from={now().start_date}
        to={now().end_date}
        onChange={(patch) => props.query.set(patch)}
      />
      <Show when={Object.keys(filtersOf({ ...now(), tab: "all" })).length > 0}>
        <Button kind="quiet" size="small" onClick={() => props.query.set(noFilters)}>
          {parts("clear")}
        </Button>
      </Show>
    </>
  );
}
