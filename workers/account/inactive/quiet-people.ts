import { and, eq, lte, sql, type SQL } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";

export const lastUse = sql<number>`coalesce("user"."last_active_at", "user"."created_at")`;

/**
 * People nobody saw since an instant. Administrators are none of them: a site must not lose its
 * last ones by being quiet; nor are guests, who end sooner, and accounts on hold.
 */
export const quietPeople = (since: number): SQL | undefined =>
  and(eq(user.role, "user"), eq(user.status, "active"), eq(user.hold, false), lte(lastUse, since));

/** Told, by `until`, and not seen since. */
export const toldSince = (until: number): SQL => sql`exists(
  select 1 from notice where notice.user_id = "user"."id" and notice.kind = 'account_inactive'
    and notice.created_at <= ${until} and notice.created_at > ${lastUse})`;
