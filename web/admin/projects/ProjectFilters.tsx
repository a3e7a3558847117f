import { Show } from "solid-js";
import type { ProjectSummary } from "#contract/admin-project";
import { ProjectStatus } from "#contract/project";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-projects.ts";
import { Button } from "../../ui/Button.tsx";
import { PersonFilter } from "../logs/PersonFilter.tsx";
import type { Column } from "../parts/column.ts";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { InactiveFilter } from "../parts/InactiveFilter.tsx";
import { SortSelect } from "../parts/SortSelect.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersAre, noFilters, type ProjectSort, type ProjectsQuery } from "./query.ts";

/** The filters of 5.4, its 「ソート」 among them. */
export function ProjectFilters(props: {
  query: UrlQuery<ProjectsQuery>;
  columns: readonly Column<ProjectSummary, ProjectSort>[];
}) {
  const now = () => props.query.values();
  return (
    <>
      <FilterSelect
        label={t("status")}
        value={now().status}
        options={ProjectStatus.options.map((value) => ({ value, label: t(`status_${value}`) }))}
        onChange={(status) => props.query.set({ status })}
      />
      <PersonFilter
        label={t("owner")}
        value={now().owner_id}
        onChange={(owner_id) => props.query.set({ owner_id })}
      />
      <InactiveFilter
        value={now().inactive_days}
        unread={props.query.unread("inactive_days")}
        onChange={(inactive_days, how) => props.query.set({ inactive_days }, how)}
      />
      <SortSelect
        amongFilters
        columns={props.columns}
        sorting={{ by: now().sort_by, order: now().sort_order }}
        onSort={({ by, order }) => props.query.set({ sort_by: by, sort_order: order })}
      />
      <Show when={!filtersAre(now(), {}) || props.query.unread("inactive_days") !== undefined}>
        <Button kind="quiet" size="small" onClick={() => props.query.set(noFilters)}>
          {parts("clear")}
        </Button>
      </Show>
    </>
  );
}
