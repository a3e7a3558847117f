import { Show } from "solid-js";
import { UserStatus } from "#contract/admin-user";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-people.ts";
import { Button } from "../../ui/Button.tsx";
import { FilterChip } from "../parts/FilterChip.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersAre, noFilters, type PeopleQuery } from "./query.ts";

const days = ["7", "30", "90", "180"] as const;

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
        label={t("factor")}
        value={now().second_factor}
        options={(["true", "false"] as const).map((value) => ({
          value,
          label: t(`factor_${value}`),
        }))}
        onChange={(second_factor) => props.query.set({ second_factor })}
      />
      <FilterSelect
        label={t("inactive")}
        value={days.find((one) => Number(one) === now().inactive_days)}
        options={days.map((value) => ({ value, label: t("inactiveDays", { days: value }) }))}
        onChange={(value) =>
          props.query.set({ inactive_days: value === undefined ? undefined : Number(value) })
        }
      />
      <FilterChip
        label={t("customLimits")}
        on={now().custom_limits === "true"}
        onChange={(on) => props.query.set({ custom_limits: on ? "true" : undefined })}
      />
      <Show when={!filtersAre(now(), {})}>
        <Button kind="quiet" size="small" onClick={() => props.query.set(noFilters)}>
          {parts("clear")}
        </Button>
      </Show>
    </>
  );
}
