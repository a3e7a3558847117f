import type { ProjectStatistics } from "#contract/admin-project";
import { For } from "solid-js";
import { t } from "../../i18n/admin-projects.ts";
import { Figure } from "../parts/Figure.tsx";
import { Stat } from "../parts/Stat.tsx";
import type { UrlQuery } from "../parts/url-query.ts";
import { filtersAre, noFilters, type ProjectsQuery } from "./query.ts";

export interface ProjectFigures extends ProjectStatistics {
  /** Active ones nobody worked in for 30 days. */
  readonly inactive_projects: number | undefined;
}

interface Card {
  readonly label: Parameters<typeof t>[0];
  readonly of: Exclude<keyof ProjectFigures, "total_storage_display">;
  readonly filters: Partial<ProjectsQuery>;
}

const cards: readonly Card[] = [
  { label: "stat_total", of: "total_projects", filters: {} },
  { label: "stat_active", of: "active_projects", filters: { status: "active" } },
  {
    label: "stat_inactive",
    of: "inactive_projects",
    filters: { status: "active", inactive_days: 30 },
  },
  { label: "stat_archived", of: "archived_projects", filters: { status: "archived" } },
  { label: "stat_deleted", of: "deleted_projects", filters: { status: "deleted" } },
];

/** Pressed, the list shows what a card counts. */
export function ProjectStats(props: {
  figures: ProjectFigures | undefined;
  query: UrlQuery<ProjectsQuery>;
}) {
  return (
    <div class="grid grid-cols-2 gap-2 @lg:grid-cols-3 @3xl:grid-cols-6">
      <For each={cards}>
        {(card) => (
          <Stat
            label={t(card.label)}
            value={props.figures?.[card.of]}
            on={filtersAre(props.query.values(), card.filters)}
            onPress={() => props.query.set({ ...noFilters, ...card.filters })}
          />
        )}
      </For>
      <Figure label={t("stat_storage")} value={props.figures?.total_storage_display} />
    </div>
  );
}
