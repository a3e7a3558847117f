import { Show } from "solid-js";
import { t } from "../../i18n/admin-activity.ts";
import { t as logs } from "../../i18n/admin-logs.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { actionName, knownResources, resourceName } from "../../i18n/log-names.ts";
import { Button } from "../../ui/Button.tsx";
import { PersonFilter } from "../logs/PersonFilter.tsx";
import { TimeRange } from "../logs/TimeRange.tsx";
import { FilterChip } from "../parts/FilterChip.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersOf, noFilters, type ActivityQuery } from "./query.ts";

/** */
const actions = ["READ", "CREATE", "UPDATE", "DELETE", "LOGIN", "LOGOUT", "ERROR", "OTHER"];

/** The filters of 5.3. */
export function ActivityFilters(props: { query: UrlQuery<ActivityQuery> }) {
  const now = () => props.query.values();
  return (
    <>
      <PersonFilter value={now().user_id} onChange={(user_id) => props.query.set({ user_id })} />
      <FilterSelect
        label={t("action")}
        value={now().action_type || undefined}
        options={actions.map((value) => ({ value, label: actionName(value) }))}
        onChange={(action_type) => props.query.set({ action_type: action_type ?? "" })}
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
      <Show when={now().tab === "all"}>
        <FilterChip
          label={t("errorsOnly")}
          on={now().has_error === "true"}
          onChange={(on) => props.query.set({ has_error: on ? "true" : undefined })}
        />
      </Show>
      <Show when={Object.keys(filtersOf({ ...now(), tab: "all" })).length > 0}>
        <Button kind="quiet" size="small" onClick={() => props.query.set(noFilters)}>
          {parts("clear")}
        </Button>
      </Show>
    </>
  );
}
