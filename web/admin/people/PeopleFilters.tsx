import { Show } from "solid-js";
import { UserStatus } from "#contract/admin-user";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-people.ts";
import { Button } from "../../ui/Button.tsx";
import { FilterChip } from "../parts/FilterChip.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { InactiveFilter } from "../parts/InactiveFilter.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersAre, noFilters, type PeopleQuery } from "./query.ts";

export function PeopleFilters(props: { query: UrlQuery<PeopleQuery> }) {
  const now = () => props.query.values();
  return (
    <>
      <FilterSelect
        label={t("role")}
        value={now().role}
        options={(["user", "admin", "guest"] as const).map((value) => ({
          value,
          label: t(`role_${value}`),
        }))}
        onChange={(role) => props.query.set({ role })}
      />
      <FilterSelect
        label={t("status")}
        value={now().status}
        options={UserStatus.options.map((value) => ({ value, label: t(`status_${value}`) }))}
        onChange={(status) => props.query.set({ status })}
      />
      <FilterSelect
        label={t("factorColumn")}
        value={now().second_factor}
        options={(["true", "false"] as const).map((value) => ({
          value,
          label: t(`factor_${value}`),
        }))}
        onChange={(second_factor) => props.query.set({ second_factor })}
      />
      <InactiveFilter
        value={now().inactive_days}
        unread={props.query.unread("inactive_days")}
        onChange={(inactive_days, how) => props.query.set({ inactive_days }, how)}
      />
      <FilterChip
        label={t("customLimits")}
        on={now().custom_limits === "true"}
        onChange={(on) => props.query.set({ custom_limits: on ? "true" : undefined })}
      />
      <Show when={!filtersAre(now(), {}) || props.query.unread("inactive_days") !== undefined}>
        <Button kind="quiet" size="small" onClick={() => props.query.set(noFilters)}>
          {parts("clear")}
        </Button>
      </Show>
    </>
  );
}
