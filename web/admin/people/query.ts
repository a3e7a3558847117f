import type { listUsers, UserSummary } from "#contract/admin-user";
import { UserStatus } from "#contract/admin-user";
import type { QueryInput } from "#contract/endpoint";
import {
  choiceParam,
  numberParam,
  textParam,
  type UrlSpec,
  withFallback,
} from "../parts/url-query.ts";
import { inactiveParam } from "../parts/inactive.ts";

export type PeopleSort = "name" | "email" | "created_at" | "last_active_at" | "spent";
type Flag = "true" | "false" | undefined;

/** Everything the list of people can be asked for, as it stands in the address. */
export interface PeopleQuery {
  q: string;
  role: UserSummary["role"] | undefined;
  status: UserStatus | undefined;
  custom_limits: Flag;
  second_factor: Flag;
  inactive_days: number | undefined;
  sort_by: PeopleSort;
  sort_order: "asc" | "desc";
  page: number;
  limit: number;
}

const flag = choiceParam(["true", "false"]);

export const peopleQuery: UrlSpec<PeopleQuery> = {
  q: textParam(),
  role: choiceParam(["user", "admin", "guest"]),
  status: choiceParam(UserStatus.options),
  custom_limits: flag,
  second_factor: flag,
  inactive_days: inactiveParam,
  sort_by: withFallback(
    choiceParam(["name", "email", "created_at", "last_active_at", "spent"]),
    "created_at",
  ),
  sort_order: withFallback(choiceParam(["asc", "desc"]), "desc"),
  page: withFallback(numberParam(1, 1_000_000), 1),
  limit: withFallback(numberParam(1, 100), 50),
};

export const noFilters = {
  q: "",
  role: undefined,
  status: undefined,
  custom_limits: undefined,
  second_factor: undefined,
  inactive_days: undefined,
} satisfies Partial<PeopleQuery>;

type Filters = typeof noFilters;

/** Whether exactly these filters are on; the search counts as one. */
export const filtersAre = (now: PeopleQuery, wanted: Partial<PeopleQuery>): boolean =>
  (Object.keys(noFilters) as (keyof Filters)[]).every(
    (key) => now[key] === (wanted[key] ?? noFilters[key]),
  );

/** As the endpoint takes it. */
export const toEndpoint = (query: PeopleQuery): QueryInput<typeof listUsers> => ({
  ...query,
  q: query.q === "" ? undefined : query.q,
  inactive_days: query.inactive_days === undefined ? undefined : String(query.inactive_days),
  page: String(query.page),
  limit: String(query.limit),
});
