import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type * as contract from "#contract/admin-cost";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import type { Db } from "../../platform/db.ts";
import { monthOf } from "../../settings/site-time.ts";
import { personCost } from "../../statistics/cost-figure.sql.ts";

type Query = QueryOf<typeof contract.listPersonCosts>;
type Row = OutputOf<typeof contract.listPersonCosts>["items"][number];

const costOf = (table: ReturnType<typeof named>, name: string) =>
  sql<number>`coalesce(${table.costMicroUsd}, 0)`.as(name);

const named = (name: string) => alias(personCost, name);

/** Most first. One period gives the order, by its index; the others are looked up for the page alone. */
export function readPersonCosts(
  db: Db,
  {
    month,
    sort_by,
    limit,
    offset,
  }: Pick<Query, "sort_by" | "limit"> & { month: string; offset: number },
): Promise<Row[]> {
  const periods = { month, year: month.slice(0, 4), lifetime: "" };
  const top = db
    .select({
      userId: personCost.userId,
      calls: personCost.calls,
      cost: sql<number>`${personCost.costMicroUsd}`.as("cost"),
    })
    .from(personCost)
    .where(eq(personCost.period, periods[sort_by]))
    .orderBy(desc(personCost.costMicroUsd))
    .limit(limit)
    .offset(offset)
    .as("top");
  const [ofMonth, ofYear, ofAll] = [named("m"), named("y"), named("l")];
  const same = (table: ReturnType<typeof named>, period: string) =>
    and(eq(table.period, period), eq(table.userId, top.userId));
  return db
    .select({
      user_id: top.userId,
      name: user.name,
      email: user.email,
      calls: top.calls,
      month_micro_usd: costOf(ofMonth, "of_month"),
      year_micro_usd: costOf(ofYear, "of_year"),
      lifetime_micro_usd: costOf(ofAll, "of_all"),
    })
    .from(top)
    .leftJoin(ofMonth, same(ofMonth, periods.month))
    .leftJoin(ofYear, same(ofYear, periods.year))
    .leftJoin(ofAll, same(ofAll, periods.lifetime))
    .leftJoin(user, eq(user.id, top.userId))
    .orderBy(desc(top.cost));
}

/** Who cost how much (U-206). */
export async function listPersonCosts(
  db: Db,
  query: Query,
  now = Date.now(),
): Promise<OutputOf<typeof contract.listPersonCosts>> {
  const month = query.month ?? monthOf(now);
  const { page, limit, sort_by } = query;
  const period = { month, year: month.slice(0, 4), lifetime: "" }[sort_by];
  const [items, total] = await Promise.all([
    readPersonCosts(db, { month, sort_by, limit, offset: (page - 1) * limit }),
    db.$count(personCost, eq(personCost.period, period)),
  ]);
  return { month, items, total, page, limit, total_pages: Math.ceil(total / limit) };
}
