import { sql, type SQL } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";

/** As long as a closed account is kept (T-36): what an administrator did is looked into within it. */
const lately = 14 * day;

/**
 * Whether a person was an administrator, lastingly or for a day (U-140), at `at` or in the 14 days
 * before: giving the role back an hour before leaving hides nothing (T-23).
 */
export const wasAdmin = (id: string, at: number): SQL<boolean> => {
  const since = at - lately;
  return sql<boolean>`(exists(select 1 from user where id = ${id} and role = 'admin')
    or exists(select 1 from access_request
      where user_id = ${id} and status in ('approved', 'ended') and kind = 'elevation'
        and ends_at > ${since})
    or exists(select 1 from audit_log indexed by audit_log_resource
      where resource_type = 'USER' and resource_id = ${id} and created_at > ${since}
        and action = 'ROLE_CHANGED' and old_value ->> 'role' = 'admin'))`;
};

export async function wasAdminLately(db: Db, id: string, at = Date.now()): Promise<boolean> {
  const row = await db
    .select({ was: wasAdmin(id, at).mapWith(Boolean) })
    .from(user)
    .where(sql`${user.id} = ${id}`)
    .get();
  return row?.was ?? false;
}
