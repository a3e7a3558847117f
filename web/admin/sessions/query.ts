import type { AnySession, listAllSessions } from "#contract/admin-session";
import type { QueryInput } from "#contract/endpoint";
import {
  choiceParam,
  numberParam,
  textParam,
  type UrlSpec,
  withFallback,
} from "../parts/url-query.ts";
import { inactiveParam } from "../parts/inactive.ts";

export const statuses = ["active", "idle", "expired", "terminated"] as const;
export const runs = ["running", "waiting", "idle"] as const;
export const modes = ["default", "acceptEdits", "plan", "bypass"] as const;
const sorts = ["last_activity", "created_at", "cost", "messages"] as const;
export type SessionSort = (typeof sorts)[number];

/** Everything the list of sessions can be asked for, as it stands in the address. */
export interface SessionsQuery {
  user_id: string;
  project_id: string;
  status: AnySession["status"] | undefined;
  run: AnySession["run"] | undefined;
  mode: AnySession["mode"] | undefined;
  inactive_days: number | undefined;
  sort_by: SessionSort;
  sort_order: "asc" | "desc";
  page: number;
  limit: number;
}

export const sessionsQuery: UrlSpec<SessionsQuery> = {
  user_id: textParam(36),
  project_id: textParam(36),
  status: choiceParam(statuses),
  run: choiceParam(runs),
  mode: choiceParam(modes),
  inactive_days: inactiveParam,
  sort_by: withFallback(choiceParam(sorts), "last_activity"),
  sort_order: withFallback(choiceParam(["asc", "desc"]), "desc"),
  page: withFallback(numberParam(1, 1_000_000), 1),
  limit: withFallback(numberParam(1, 100), 50),
};

export const noFilters = {
  user_id: "",
  project_id: "",
  status: undefined,
  run: undefined,
  mode: undefined,
  inactive_days: undefined,
} satisfies Partial<SessionsQuery>;

/** Whether exactly these filters are on. */
export const filtersAre = (now: SessionsQuery, wanted: Partial<SessionsQuery>): boolean =>
  (Object.keys(noFilters) as (keyof typeof noFilters)[]).every(
    (key) => now[key] === (wanted[key] ?? noFilters[key]),
  );

/** As the endpoint takes it. */
export const toEndpoint = (query: SessionsQuery): QueryInput<typeof listAllSessions> => ({
  ...query,
  user_id: query.user_id === "" ? undefined : query.user_id,
  project_id: query.project_id === "" ? undefined : query.project_id,
  inactive_days: query.inactive_days === undefined ? undefined : String(query.inactive_days),
  page: String(query.page),
  limit: String(query.limit),
});
