import { Show } from "solid-js";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-sessions.ts";
import { Button } from "../../ui/Button.tsx";
import { PersonFilter } from "../logs/PersonFilter.tsx";
import { FilterChip } from "../parts/FilterChip.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { InactiveFilter } from "../parts/InactiveFilter.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersAre, modes, noFilters, runs, statuses, type SessionsQuery } from "./query.ts";

export function SessionFilters(props: {
  query: UrlQuery<SessionsQuery>;
  /** Of what the list is narrowed to, once known. */
  project: string | undefined;
}) {
  const now = () => props.query.values();
  return (
    <>
      <PersonFilter
        label={t("user")}
        value={now().user_id}
        onChange={(user_id) => props.query.set({ user_id })}
      />
      <FilterSelect
        label={t("status")}
        value={now().status}
        options={statuses.map((value) => ({ value, label: t(`status_${value}`) }))}
        onChange={(status) => props.query.set({ status })}
      />
      <FilterSelect
        label={t("run")}
        value={now().run}
        options={runs.map((value) => ({ value, label: t(`run_${value}`) }))}
        onChange={(run) => props.query.set({ run })}
      />
      <FilterSelect
        label={t("mode")}
        value={now().mode}
        options={modes.map((value) => ({ value, label: t(`mode_${value}`) }))}
        onChange={(mode) => props.query.set({ mode })}
      />
      <InactiveFilter
        value={now().inactive_days}
        unread={props.query.unread("inactive_days")}
        onChange={(inactive_days, how) => props.query.set({ inactive_days }, how)}
      />
      <Show when={now().project_id !== ""}>
        <FilterChip
          label={t("projectFilter", { name: props.project ?? "…" })}
          on
          onChange={() => props.query.set({ project_id: "" })}
        />
      </Show>
      <Show when={!filtersAre(now(), {}) || props.query.unread("inactive_days") !== undefined}>
        <Button kind="quiet" size="small" onClick={() => props.query.set(noFilters)}>
          {parts("clear")}
        </Button>
      </Show>
    </>
  );
}
