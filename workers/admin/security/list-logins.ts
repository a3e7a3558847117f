import { and, asc, desc, eq, gte, isNull, lt, sql, type SQL } from "drizzle-orm";
import type { listAllLogins as contract } from "#contract/admin-security";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { foldText } from "#contract/fold-text";
import { userSession } from "../../auth/user-session.sql.ts";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { containsText } from "../../platform/text/contains-text.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { day, minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { nameContains } from "../../platform/text/folded-name.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { nextDay } from "../../settings/site-time.ts";
import { spanOf } from "../log-list/dates.ts";
import { isHeld, isHeldInOrder, isOver, loginRows, toAnyLogin, type Clock } from "./login-rows.ts";

type Query = QueryOf<typeof contract>;

const table = userSession;

/** How many rows are counted, and how far numbered pages go. */
const counted = 10_000;
/** People a name may stand for; of more, the rows are asked whose they are. */
const namesakes = 200;

export const clockOf = async (env: Env, now = Date.now()): Promise<Clock> => ({
  now,
  idle: (await readSettings(env)).session_timeout_minutes * minute,
});

/** How many rows are looked through where no index finds what is asked for. */
const walked = 50_000;

/** The text behind every text that begins so. */
const after = (text: string): string => `${text}\u{10FFFF}`;

function fromAddress(text: string): SQL | undefined {
  const beginning = text.replace(/\*$/, "");
  return text === beginning && !/[.:]$/.test(text)
    ? eq(table.ipAddress, text)
    : and(gte(table.ipAddress, beginning), lt(table.ipAddress, after(beginning)));
}

const isNamed = (text: string): SQL =>
  sql`(${nameContains({ name: sql`name`, nameFolded: sql`name_folded` }, text)}
    or ${containsText(sql`email`, foldText(text))})`;

interface Filter {
  readonly where: SQL | undefined;
  /** Only the newest rows were looked at, since no index finds what is asked for. */
  readonly partly: boolean;
}

/** Whose sign-ins a name means; `many`: so many that the rows are asked instead. */
async function whose(db: Db, q: string | undefined): Promise<{ is?: SQL; many: boolean }> {
  if (q === undefined) return { many: false };
  const rows = await db.all<{ id: string }>(
    sql`select id from user where ${isNamed(q)} limit ${namesakes}`,
  );
  if (rows.length === namesakes) {
    const of = sql`select 1 from user as who where who.id = ${table.userId} and ${isNamed(q)}`;
    return { is: sql`exists(${of})`, many: true };
  }
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return { is: sql`${table.userId} in (select value from json_each(${ids}))`, many: false };
}

/** When the oldest of the newest rows up to `to` was signed in; null: there are no more than those. */
async function floorOf(db: Db, to: number | null): Promise<Date | null> {
  const row = await db
    .select({ at: table.loginAt })
    .from(table)
    .where(to === null ? undefined : lt(table.loginAt, new Date(to)))
    .orderBy(desc(table.loginAt))
    .limit(1)
    .offset(walked)
    .get();
  return row?.at ?? null;
}

async function filterOf(db: Db, query: Query, clock: Clock): Promise<Filter> {
  const { from, to } = spanOf(query.login_from, query.login_to);
  const { status, user_id, ip_address, method, country } = query;
  const who = await whose(db, query.q);
  const served = user_id !== undefined || ip_address !== undefined || (who.is && !who.many);
  // Each of them has an index, both together none: a method nobody in a country uses is far to find.
  const both = method !== undefined && country !== undefined;
  const walks = !served && status !== "active" && (who.many || both);
  const floor = walks ? await floorOf(db, to) : null;
  const since = Math.max(from ?? 0, floor?.getTime() ?? 0);
  const where = and(
    status === "active" ? isHeldInOrder(clock) : status === "ended" ? isOver(clock) : undefined,
    user_id === undefined ? undefined : eq(table.userId, user_id),
    ip_address === undefined ? undefined : fromAddress(ip_address),
    method === undefined ? undefined : eq(table.method, method),
    country === undefined ? undefined : eq(table.country, country),
    since === 0 ? undefined : gte(table.loginAt, new Date(since)),
    to === null ? undefined : lt(table.loginAt, new Date(to)),
    who.is,
  );
  return { where, partly: floor !== null && floor.getTime() === since };
}

const countOf = (db: Db, name: string, where: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)`.as(name) })
    .from(table)
    .where(where);

const statisticsOf = (db: Db, clock: Clock) =>
  [
    countOf(db, "active", isHeld(clock)),
    countOf(db, "today", gte(table.loginAt, new Date(nextDay(clock.now) - day))),
    db
      .select({ n: sql<number>`count(*)`.as("open") })
      .from(securityFinding)
      .where(isNull(securityFinding.dismissedAt)),
  ] as const;

/** How many sign-ins hold now, and how many there were today. */
export async function countLogins(
  env: Env,
  now: number,
): Promise<{ active: number; today: number }> {
  const [active, today] = await openDb(env.DB).batch(
    statisticsOf(openDb(env.DB), await clockOf(env, now)),
  );
  return { active: active[0]?.n ?? 0, today: today[0]?.n ?? 0 };
}

/**
 * Everybody's sign-ins (A-100). Numbered pages go as far as is counted: past the last row they are
 * empty, past so many rows they are refused. Throws LOG_003.
 */
export async function listLogins(
  env: Env,
  query: Query,
  own: string,
): Promise<OutputOf<typeof contract>> {
  const { page, limit, sort_order } = query;
  const skipped = (page - 1) * limit;
  const isFar = skipped >= counted;
  const db = openDb(env.DB);
  const clock = await clockOf(env);
  const { where, partly } = await filterOf(db, query, clock);
  const order = sort_order === "asc" ? asc : desc;
  const upTo = db
    .select({ one: sql`1`.as("one") })
    .from(table)
    .where(where)
    .orderBy(order(table.loginAt))
    .limit(counted + 1)
    .as("found");
  const [rows, found, active, today, open] = await db.batch([
    loginRows(db)
      .where(where)
      .orderBy(order(table.loginAt), order(table.id))
      .limit(isFar ? 0 : limit)
      .offset(isFar ? 0 : skipped),
    db.select({ n: sql<number>`count(*)`.as("n") }).from(upTo),
    ...statisticsOf(db, clock),
  ]);
  const all = found[0]?.n ?? 0;
  if (isFar && all > counted) throw new AppError("LOG_003", { max_rows: counted });
  const total = Math.min(all, counted);
  return {
    items: rows.map((row) => toAnyLogin(row, clock, own)),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
    total_is_estimate: partly || all > counted,
    statistics: {
      active_sessions: active[0]?.n ?? 0,
      logins_today: today[0]?.n ?? 0,
      suspicious: open[0]?.n ?? 0,
    },
  };
}
