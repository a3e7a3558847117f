import { and, asc, eq, gt, lte, ne, sql, type SQL } from "drizzle-orm";
import { isDormant } from "../../auth/dormant.ts";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";

/** Unix milliseconds: who was not active since is meant. */
export const cutOff = (days: number, now: number): number => now - days * day;

/** Somebody else who administers the site and was active since: who is left can let the others in again. */
const otherAdminIsActive = (before: number): SQL => sql`exists(
  select 1 from user other where other.role = 'admin' and other.status = 'active'
    and other.id <> "user"."id"
    and (other.suspended_until is null or other.suspended_until <= ${Date.now()})
    and coalesce(other.last_active_at, other.created_at) > ${before})`;

/** SA-029: who is dormant, but never oneself or the last administrator. `admins`: whether any of them. */
export const dormantPeople = (before: number, exceptId: string, admins: boolean): SQL | undefined =>
  and(
    isDormant(before),
    ne(user.id, exceptId),
    admins
      ? sql`(${user.role} <> 'admin' or ${otherAdminIsActive(before)})`
      : ne(user.role, "admin"),
  );

/** In the order of ids, from after `after`: what is dealt with is met once, whatever changes. */
export const nextPeople = (db: Db, where: SQL | undefined, after: string, limit: number) =>
  db
    .select()
    .from(user)
    .where(and(where, gt(user.id, after)))
    .orderBy(asc(user.id))
    .limit(limit);

/** SA-030. `admins`: whether those of lasting administrators, too. */
export const dormantProjects = (before: number, admins: boolean): SQL | undefined =>
  and(
    eq(project.status, "active"),
    lte(project.lastActivityAt, new Date(before)),
    admins
      ? undefined
      : sql`(select role from user owner where owner.id = ${project.ownerId}) <> 'admin'`,
  );
