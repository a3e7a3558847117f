import { and, asc, count, desc, eq, isNotNull, ne, or, sql, type SQL } from "drizzle-orm";
import type { listUsers as contract } from "#contract/admin-user";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import {
  hasCustomLimits,
  hasFactor,
  personColumns,
  spentThisMonth,
  statusColumn,
  toSummary,
} from "./person-columns.ts";

type Query = QueryOf<typeof contract>;

/** As typed, in any case. Not LIKE: D1 takes patterns of 50 bytes at most, and here `%` is a `%`. */
const matches = (column: typeof user.name | typeof user.email, text: string): SQL =>
  sql`instr(lower(${column}), ${text.toLowerCase()}) > 0`;

const day = 86_400_000;

/** Of an account that is gone for good only its id is left. */
const isThere = or(ne(user.status, "deleted"), isNotNull(user.goneAt));

/** Guests come and go by the half-hour: they are listed where they are asked for. */
function filterOf(query: Query): SQL | undefined {
  const { q, role, status, custom_limits, second_factor, inactive_days } = query;
  const before = Date.now() - (inactive_days ?? 0) * day;
  return and(
    isThere,
    role === undefined ? ne(user.role, "guest") : eq(user.role, role),
    q ? or(matches(user.name, q), matches(user.email, q)) : undefined,
    status === undefined ? undefined : eq(statusColumn(), status),
    custom_limits === undefined ? undefined : eq(hasCustomLimits, custom_limits ? 1 : 0),
    second_factor === undefined ? undefined : eq(hasFactor, second_factor ? 1 : 0),
    inactive_days === undefined
      ? undefined
      : sql`coalesce(${user.lastActiveAt}, ${user.createdAt}) <= ${before}`,
  );
}

function orderOf({ sort_by, sort_order }: Query): SQL[] {
  const by = {
    name: sql`lower(${user.name})`,
    email: sql`${user.email}`,
    created_at: sql`${user.createdAt}`,
    last_active_at: sql`coalesce(${user.lastActiveAt}, 0)`,
    spent: spentThisMonth(),
  }[sort_by];
  return [sort_order === "asc" ? asc(by) : desc(by), asc(user.id)];
}

/** Named, since a batch answers rows by the names of their columns. */
const countWhere = (name: string, condition: SQL) =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.as(name);

/** The people of the site, without guests, as the cards above the list count them. */
const statistics = (db: Db) =>
  db
    .select({
      total: count(),
      active: countWhere("active", sql`${statusColumn()} = 'active'`),
      admins: countWhere("admins", sql`${user.role} = 'admin' and ${user.status} = 'active'`),
      suspended: countWhere("suspended", sql`${statusColumn()} = 'suspended'`),
      custom_limits: countWhere("custom_limits", hasCustomLimits),
      without_second_factor: countWhere(
        "without_second_factor",
        sql`${user.status} = 'active' and not ${hasFactor}`,
      ),
    })
    .from(user)
    .where(and(ne(user.role, "guest"), ne(user.status, "deleted")));

export async function listUsers(db: Db, query: Query): Promise<OutputOf<typeof contract>> {
  const where = filterOf(query);
  const { page, limit } = query;
  const [rows, totals, figures] = await db.batch([
    db
      .select(personColumns())
      .from(user)
      .where(where)
      .orderBy(...orderOf(query))
      .limit(limit)
      .offset((page - 1) * limit),
    db.select({ count: count() }).from(user).where(where),
    statistics(db),
  ]);
  const total = totals[0]?.count ?? 0;
  const none = {
    total: 0,
    active: 0,
    admins: 0,
    suspended: 0,
    custom_limits: 0,
    without_second_factor: 0,
  };
  return {
    items: rows.map(toSummary),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
    statistics: figures[0] ?? none,
  };
}
