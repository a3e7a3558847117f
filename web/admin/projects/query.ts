import type { listAllProjects } from "#contract/admin-project";
import type { QueryInput } from "#contract/endpoint";
import { ProjectStatus } from "#contract/project";
import {
  choiceParam,
  numberParam,
  textParam,
  type UrlSpec,
  withFallback,
} from "../parts/url-query.ts";
import { inactiveParam } from "../parts/inactive.ts";

const sorts = ["storage", "last_activity", "created_at"] as const;
export type ProjectSort = (typeof sorts)[number];

/** Everything the list of projects can be asked for, as it stands in the address. */
export interface ProjectsQuery {
  search: string;
  status: ProjectStatus | undefined;
  owner_id: string;
  inactive_days: number | undefined;
  sort_by: ProjectSort;
  sort_order: "asc" | "desc";
  page: number;
  limit: number;
}

export const projectsQuery: UrlSpec<ProjectsQuery> = {
  search: textParam(),
  status: choiceParam(ProjectStatus.options),
  owner_id: textParam(36),
  inactive_days: inactiveParam,
  sort_by: withFallback(choiceParam(sorts), "last_activity"),
  sort_order: withFallback(choiceParam(["asc", "desc"]), "desc"),
  page: withFallback(numberParam(1, 1_000_000), 1),
  limit: withFallback(numberParam(1, 100), 50),
};

export const noFilters = {
  search: "",
  status: undefined,
  owner_id: "",
  inactive_days: undefined,
} satisfies Partial<ProjectsQuery>;

/** Whether exactly these filters are on; the search counts as one. */
export const filtersAre = (now: ProjectsQuery, wanted: Partial<ProjectsQuery>): boolean =>
  (Object.keys(noFilters) as (keyof typeof noFilters)[]).every(
    (key) => now[key] === (wanted[key] ?? noFilters[key]),
  );

/** As the endpoint takes it. */
export const toEndpoint = (query: ProjectsQuery): QueryInput<typeof listAllProjects> => ({
  ...query,
  search: query.search === "" ? undefined : query.search,
  owner_id: query.owner_id === "" ? undefined : query.owner_id,
  inactive_days: query.inactive_days === undefined ? undefined : String(query.inactive_days),
  page: String(query.page),
  limit: String(query.limit),
});
