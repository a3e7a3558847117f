import { sql } from "drizzle-orm";
import type {
  Activity,
  ActivityDetail,
  listActivity as contract,
  tailActivity as tailContract,
} from "#contract/admin-activity";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { AppError } from "../../platform/errors.ts";
import { listByPeople } from "../log-list/list-by-people.ts";
import { listRows } from "../log-list/list-rows.ts";
import type { LogRow } from "../log-list/page-of.ts";
import { prepare } from "../log-list/statements.ts";
import { tailRows } from "../log-list/tail-rows.ts";
import { activitySearch, byUser } from "./search.ts";
import { activitySource } from "./source.ts";

type Query = QueryOf<typeof contract>;

/** A row of the log on the wire: what the lists select is what is shown. */
export function toActivity({
  place: _place,
  person_kind: _kind,
  person_who: _who,
  ...row
}: LogRow): Activity {
  return { ...(row as Activity), created_at: new Date(Number(row["created_at"])).toISOString() };
}

/** */
export async function listActivity(
  d1: D1Database,
  me: string,
  query: Query,
): Promise<OutputOf<typeof contract>> {
  const { sort_by, sort_order, page, limit, cursor, ...filters } = query;
  const search = await activitySearch(d1, me, filters);
  const paging = { page, limit, cursor };
  // One person's rows, or nobody's, have but one order.
  const ofOne = search.served.some((one) => one.index === byUser);
  const { rows, ...list } = await (sort_by !== "user_id"
    ? listRows(d1, activitySource, search, { by: sort_by, order: sort_order, ...paging })
    : ofOne
      ? listRows(d1, activitySource, search, { by: "created_at", order: "desc", ...paging })
      : listByPeople(d1, activitySource, byUser, search, {
          by: sort_by,
          order: sort_order,
          ...paging,
        }));
  return { ...list, items: rows.map(toActivity) };
}

export async function tailActivity(
  d1: D1Database,
  me: string,
  { cursor, ...filters }: QueryOf<typeof tailContract>,
): Promise<OutputOf<typeof tailContract>> {
  const search = await activitySearch(d1, me, filters);
  const { rows, ...tail } = await tailRows(d1, activitySource, search, cursor);
  return { ...tail, items: rows.map(toActivity) };
}

/** Throws LOG_001. */
export async function getActivity(d1: D1Database, id: string): Promise<ActivityDetail> {
  const [rows, audit] = await d1.batch<LogRow>([
    prepare(
      d1,
      sql`select ${sql.raw(activitySource.columns)}, u.email as user_email, t.request_body
        from user_activity t ${sql.raw(activitySource.joins)} where t.id = ${id}`,
    ),
    prepare(
      d1,
      sql`select id, action, resource_type, resource_id from audit_log
        where request_id = ${id} order by created_at, rowid limit 50`,
    ),
  ]);
  const row = rows?.results[0];
  if (!row) throw new AppError("LOG_001");
  const body = row["request_body"];
  return {
    ...toActivity(row),
    user_email: (row["user_email"] ?? null) as string | null,
    request_body: typeof body === "string" ? (JSON.parse(body) as Record<string, unknown>) : null,
    audit: (audit?.results ?? []).map((record) => ({
      id: String(record["id"]),
      action: String(record["action"]),
      resource_type: String(record["resource_type"]),
      resource_id: (record["resource_id"] ?? null) as string | null,
    })),
  };
}
