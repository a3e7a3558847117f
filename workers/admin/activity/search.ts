import { sql } from "drizzle-orm";
import type { listActivity } from "#contract/admin-activity";
import type { QueryOf } from "#contract/endpoint";
import { activityFields, type ActivityField, type Term } from "#contract/log-query";
import { containsText } from "../../platform/text/contains-text.ts";
import { openDb } from "../../platform/db.ts";
import { anyContains, rangeOf, searchOf, type Meaning } from "../log-list/conditions.ts";
import { spanOf } from "../log-list/dates.ts";
import { readTerms } from "../log-list/read-terms.ts";
import { ofBoth, ofId, resourceIsMeant } from "../log-list/resource.ts";
import type { Search } from "../log-list/search.ts";
import { keyIsMeant, whoIsMeant } from "../log-list/who.ts";
import { activitySource } from "./source.ts";

export type ActivityFilters = Omit<
  QueryOf<typeof listActivity>,
  "sort_by" | "sort_order" | "page" | "limit" | "cursor"
>;

export const byUser = "user_activity_user";
const indexes = { both: "user_activity_resource", type: "user_activity_kind" };

const failed = {
  where: sql`error_message is not null`,
  index: "user_activity_errors",
  hours: sql`failed = 1`,
  rank: 3,
};

function statusIsMeant(text: string): Meaning {
  const { min, max } = rangeOf(text);
  if (min === max) {
    const where = sql`response_status = ${min}`;
    return { where, served: { where, index: "user_activity_status", rank: min < 400 ? 7 : 4 } };
  }
  const where = sql`response_status between ${min} and ${max}`;
  const error = sql`action_type = 'ERROR'`;
  // what answered 400 or more is an ERROR.
  return min >= 400
    ? { where, implies: { where: error, index: "user_activity_action", rank: 5 } }
    : { where };
}

function actionIsMeant(text: string): Meaning {
  const where = sql`action_type = ${text.toUpperCase()}`;
  return { where, served: { where, index: "user_activity_action", rank: 5 } };
}

function durationIsMeant(text: string): Meaning {
  const { min, max } = rangeOf(text);
  return { where: sql`duration_ms between ${min} and ${max}` };
}

/** As the figures tell one (statistics/from-activity). */
const isSocket = sql`(substr(endpoint, 1, 4) = '/ws/')`;

/** What each field of the query box asks of a row. */
function meaningOf(d1: D1Database, me: string, { field, value }: Term<ActivityField>) {
  switch (field) {
    case "actor":
      return whoIsMeant(openDb(d1), value, me, { column: "user_id", index: byUser });
    case "as":
      // Impersonation is rare: its rows are looked for, not indexed.
      return whoIsMeant(openDb(d1), value, me, {
        column: "impersonator_id",
        index: byUser,
      }).then((found) => found && { where: found.where });
    case "action":
      return actionIsMeant(value);
    case "resource":
      return resourceIsMeant(d1, activitySource, value, indexes);
    case "status":
      return statusIsMeant(value);
    case "method":
      return { where: sql`method = ${value.toUpperCase()}` };
    case "endpoint":
      return { where: containsText(sql`endpoint`, value) };
    case "route":
      return { where: sql`route = ${value === "none" ? "" : value}` };
    case "socket":
      return { where: value === "yes" ? isSocket : sql`not ${isSocket}` };
    case "ip":
      return { where: sql`ip_address = ${value.toLowerCase()}` };
    case "agent":
      return { where: containsText(sql`user_agent`, value) };
    case "key":
      return keyIsMeant(openDb(d1), value, byUser);
    case "request": {
      const where = sql`id = ${value.toLowerCase()}`;
      return { where, served: { where, index: "sqlite_autoindex_user_activity_1", rank: 0 } };
    }
    case "error":
      return value === "yes"
        ? { where: failed.where, served: failed }
        : { where: sql`error_message is null` };
    case "code": {
      const where = sql`error_code = ${value.toUpperCase()}`;
      return { where, implies: failed };
    }
    case "duration":
      return durationIsMeant(value);
    case null:
      return { where: anyContains(["endpoint", "error_message"], value) };
    default:
      return field satisfies never;
  }
}

/** Throws REQUEST_001 for a date or a word that means nothing. */
export async function activitySearch(
  d1: D1Database,
  me: string,
  filters: ActivityFilters,
): Promise<Search> {
  const { resource_type: type, resource_id: id } = filters;
  const asked = readTerms(activityFields, filters.q, {
    actor: filters.user_id,
    action: filters.action_type,
    resource: id === undefined ? type : undefined,
    status: filters.status,
    method: filters.method,
    endpoint: filters.endpoint,
    ip: filters.ip_address,
    key: filters.key_id,
    request: filters.request_id,
    code: filters.error_code,
    error: filters.has_error === undefined ? undefined : filters.has_error ? "yes" : "no",
  });
  const time = spanOf(filters.start_date, filters.end_date);
  const search = await searchOf(asked, time, (term) => meaningOf(d1, me, term));
  if (id === undefined) return search;
  const resource =
    type === undefined ? await ofId(d1, activitySource, id, indexes) : ofBoth(type, id, indexes);
  if (resource === null) return { ...search, empty: true };
  return resource.served
    ? { ...search, served: [resource.served, ...search.served] }
    : { ...search, others: [...search.others, resource.where] };
}
