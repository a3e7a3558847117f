import { sql, type SQL } from "drizzle-orm";
import { requireLastingRole } from "../../platform/lasting-role.ts";
import type { Act } from "./act.ts";

/**
 * What a stop has closed (U-107), while its violation stands, is opened by a lasting administrator
 * only (docs/decisions/0023): answers what must hold at that moment. Throws AUTH_004.
 */
export async function mayOpen({ db, actor, id }: Act): Promise<SQL> {
  if (actor.role_until === null) return sql`1`;
  const isStopped = sql`exists(select 1 from violation
    where user_id = ${id} and kind = 'threat' and dismissed_at is null)`;
  const row = await db.get<{ stopped: number }>(sql`select ${isStopped} as stopped`);
  if (row?.stopped) requireLastingRole(actor);
  return sql`not ${isStopped}`;
}
