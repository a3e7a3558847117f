import { Hono } from "hono";
import * as contract from "#contract/admin-activity";
import type { AppEnv } from "../../platform/http/http.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { sendExport } from "../log-list/send-export.ts";
import { activitySearch } from "./search.ts";
import { getActivity, listActivity, tailActivity, toActivity } from "./service.ts";
import { activitySource } from "./source.ts";

export const activityRoutes = new Hono<AppEnv>();

implement(activityRoutes, contract.listActivity, (c, { actor, query }) =>
  listActivity(c.env.DB, actor.id, query),
);

implement(activityRoutes, contract.listErrors, (c, { actor, query }) =>
  listActivity(c.env.DB, actor.id, { ...query, has_error: true }),
);

implement(activityRoutes, contract.tailActivity, (c, { actor, query }) =>
  tailActivity(c.env.DB, actor.id, query),
);

const columns = [
  "id",
  "created_at",
  "user_id",
  "user_name",
  "impersonator_id",
  "impersonator_name",
  "key_id",
  "action_type",
  "resource_type",
  "resource_id",
  "method",
  "endpoint",
  "response_status",
  "duration_ms",
  "error_code",
  "error_message",
  "ip_address",
  "user_agent",
] as const;

raw(activityRoutes, contract.exportActivity, async (c, { actor, query }) => {
  const { format, ...filters } = query;
  return sendExport(c, actor, {
    source: activitySource,
    resource: "ACTIVITY_LOG",
    file: "activity",
    search: await activitySearch(c.env.DB, actor.id, filters),
    format,
    columns,
    fieldsOf: toActivity,
    filter: filters,
  });
});

implement(activityRoutes, contract.getActivity, (c, { param }) => getActivity(c.env.DB, param.id));
