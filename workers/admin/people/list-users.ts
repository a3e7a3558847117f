import { and, asc, count, desc, eq, inArray, isNotNull, ne, or, sql, type SQL } from "drizzle-orm";
import type { listUsers as contract } from "#contract/admin-user";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { foldText } from "#contract/fold-text";
import { demoOwnerId } from "../../auth/demo-owner.ts";
import { userId } from "../../auth/person.ts";
import { user } from "../../auth/user.sql.ts";
import { day } from "../../platform/durations.ts";
import { monthOf } from "../../settings/site-time.ts";
import { containsText } from "../../platform/text/contains-text.ts";
import type { Db } from "../../platform/db.ts";
import { nameContains } from "../../platform/text/folded-name.ts";
import { spanOf } from "../../platform/page-span.ts";
import {
  hasCustomLimits,
  elevatedNow,
  hasFactor,
  hasRole,
  personColumns,
  statusColumn,
  toSummary,
} from "./person-columns.ts";

type Query = QueryOf<typeof contract>;

/** Of an account that is gone for good only its id is left. */
const isThere = or(ne(user.status, "deleted"), isNotNull(user.goneAt));

/** Guests come and go by the half-hour: they are listed where they are asked for. */
function filterOf(query: Query): SQL | undefined {
  const { q, role, status, custom_limits, second_factor, inactive_days } = query;
  const before = Date.now() - (inactive_days ?? 0) * day;
  return and(
    isThere,
    role === undefined ? ne(user.role, "guest") : hasRole(role),
    q ? or(nameContains(user, q), containsText(user.email, foldText(q))) : undefined,
    status === undefined ? undefined : eq(statusColumn(), status),
    custom_limits === undefined ? undefined : eq(hasCustomLimits, custom_limits ? 1 : 0),
    second_factor === undefined ? undefined : eq(hasFactor, second_factor ? 1 : 0),
    inactive_days === undefined
      ? undefined
      : sql`coalesce(${user.lastActiveAt}, ${user.createdAt}) <= ${before}`,
  );
}

/** Spending is in the order of the sums, which are a minute old at most. */
function orderOf({ sort_by, sort_order }: Query, reversed = false): SQL[] {
  const by = {
    name: sql`lower(${user.name})`,
    email: sql`${user.email}`,
    created_at: sql`${user.createdAt}`,
    last_active_at: sql`${user.lastActiveAt}`,
    spent: sql`coalesce((select cost_micro_usd from person_cost
      where period = ${monthOf(Date.now())} and user_id = ${userId}), 0)`,
  }[sort_by];
  const direction = (sort_order === "asc") === reversed ? desc : asc;
  return [direction(by), direction(user.id)];
}

const noGuest = sql`role in ('user', 'admin')`;

/**
 * The people of the site, without guests, as the cards above the list count them, which are those the
 * list shows where a card is pressed: each over an index
 * of nothing but roles and standings, or from the few who have what is counted.
 */
const statistics = (db: Db) => {
  const people = (condition: SQL) =>
    sql<number>`(select count(*) from user where ${noGuest} and ${condition})`;
  const those = (ids: SQL, condition: SQL) =>
    sql<number>`(select count(*) from (${ids}) one cross join user on user.id = one.user_id
      where ${noGuest} and ${condition})`;
  const unsuspended = sql`status = 'active' and not coalesce(suspended_until > ${Date.now()}, 0)`;
  const there = sql`(status <> 'deleted' or gone_at is not null)`;
  return db
    .select({
      total: people(there).as("total"),
      standing: people(sql`status = 'active'`).as("standing"),
      admins: sql<number>`((select count(*) from user where role = 'admin' and ${there})
        + ${those(sql`select distinct user_id from (${elevatedNow()})`, sql`role = 'user' and ${there}`)})`.as(
        "admins",
      ),
      // By the index of the few who were ever suspended, not by that of roles: hence the plus.
      suspended: sql<number>`(select count(*) from user where suspended_until > ${Date.now()}
        and +status = 'active' and +role in ('user', 'admin'))`.as("suspended"),
      custom_limits: those(sql`select distinct user_id from user_limit`, there).as("custom_limits"),
      secured: those(
        sql`select user_id from totp_secret union select user_id from passkey`,
        unsuspended,
      ).as("secured"),
    })
    .from(sql`(select 1)`);
};

const none = {
  total: 0,
  standing: 0,
  admins: 0,
  suspended: 0,
  custom_limits: 0,
  secured: 0,
};

type Counted = readonly { readonly count: number }[];

/** What is shown of a person is read for those of the page alone, not for those it passes over. */
export async function listUsers(db: Db, query: Query): Promise<OutputOf<typeof contract>> {
  const where = filterOf(query);
  const { page, limit } = query;
  const counted = () => db.select({ count: count() }).from(user).where(where);
  // Taken from the counts, which so come from indexes alone.
  const demo = (condition: SQL | undefined) =>
    db
      .select({ count: count() })
      .from(user)
      .where(and(eq(user.id, demoOwnerId), condition));
  const totalOf = (all: Counted, demos: Counted) => (all[0]?.count ?? 0) - (demos[0]?.count ?? 0);
  const span = await spanOf(query, async () =>
    totalOf(...(await db.batch([counted(), demo(where)]))),
  );
  const ids = db
    .select({ id: user.id })
    .from(user)
    .where(and(where, ne(user.id, demoOwnerId)))
    .orderBy(...orderOf(query, span.reversed))
    .limit(span.limit)
    .offset(span.offset);
  const [rows, totals, figures, demoListed, demoThere] = await db.batch([
    db
      .select(personColumns())
      .from(user)
      .where(inArray(user.id, ids))
      .orderBy(...orderOf(query)),
    counted(),
    statistics(db),
    demo(where),
    demo(isThere),
  ]);
  const total = totalOf(totals, demoListed);
  const { standing, secured, ...people } = figures[0] ?? none;
  const active = standing - people.suspended;
  return {
    items: rows.map(toSummary),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
    statistics: {
      ...people,
      total: people.total - (demoThere[0]?.count ?? 0),
      active,
      without_second_factor: active - secured,
    },
  };
}
