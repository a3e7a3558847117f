import { and, eq, gt, inArray, sql, type SQL } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import type { Settings } from "../settings/schema.ts";
import { signInThrottle } from "./sign-in-throttle.sql.ts";

/** Failures older than this are forgotten. */
const window = hour;

const table = signInThrottle;

/** Whether what stands in the row is over: its window, or a lock that was served. */
const over = (now: number): SQL =>
  sql`(${table.windowStartedAt} <= ${now - window} or coalesce(${table.lockedUntil} <= ${now}, 0))`;

export interface Lock {
  readonly max: number;
  /** How long the lock holds, milliseconds. */
  readonly length: number;
}

/** What somebody who is locked out is told of it: the numbers in force. */
export const lockOf = (settings: Settings) => ({
  attempts: settings.max_login_attempts,
  minutes: settings.lock_minutes,
});

/**
 * Counts an attempt before it is looked at, so that guesses made at once cannot pass the limit
 * together; what proves right is given back. The number of the attempt, the `max`-th of which
 * locks; null while locked.
 */
export async function reserveAttempt(
  db: Db,
  key: string,
  lock: Lock,
  now = Date.now(),
): Promise<number | null> {
  const next = sql`case when ${over(now)} then 1 else ${table.failures} + 1 end`;
  const row = await db
    .insert(table)
    .values({ key, failures: 1, windowStartedAt: new Date(now) })
    .onConflictDoUpdate({
      target: table.key,
      set: {
        failures: next,
        windowStartedAt: sql`case when ${over(now)} then ${now} else ${table.windowStartedAt} end`,
        lockedUntil: sql`case when ${next} >= ${lock.max} then ${now + lock.length} else null end`,
      },
      setWhere: sql`${table.lockedUntil} is null or ${table.lockedUntil} <= ${now}`,
    })
    .returning({ failures: table.failures })
    .get();
  return (row as { failures: number } | undefined)?.failures ?? null;
}

/**
 * An attempt that was not one: it is not counted, and the lock it set itself is open. One that was
 * set by another attempt meanwhile stays.
 */
export const releaseAttempt = (db: Db, key: string, setLock: boolean): Statement =>
  db
    .update(table)
    .set({
      failures: sql`max(0, ${table.failures} - 1)`,
      ...(setLock ? { lockedUntil: null } : {}),
    })
    .where(eq(table.key, key));

export const clearAttempts = (db: Db, key: string): Statement =>
  db.delete(table).where(eq(table.key, key));

const isBelow = (prefix: string): SQL =>
  sql`${table.key} >= ${prefix} and ${table.key} < ${`${prefix}\uffff`}`;

/** Every place an account is locked at; `prefix` ends before the place. */
export const clearAttemptsBelow = (db: Db, prefix: string): Statement =>
  db.delete(table).where(isBelow(prefix));

/** Whether anything counts, or is locked, under one of these keys or below one of these prefixes. */
export const countsUnder = (
  keys: readonly string[],
  prefixes: readonly string[],
  now: number,
): SQL => {
  const counts = sql`(${table.lockedUntil} > ${now}
    or (${table.failures} > 0 and ${table.windowStartedAt} > ${now - window}))`;
  const named = [
    ...keys.map((key) => sql`${table.key} = ${key}`),
    ...prefixes.map((prefix) => isBelow(prefix)),
  ];
  const found = named.map((of) => sql`exists(select 1 from ${table} where ${of} and ${counts})`);
  return sql`(${sql.join(found, sql` or `)})`;
};

/** The failures of the last hour, of each key that has any, and whether it waits or is locked now. */
export async function failuresOf(
  db: Db,
  keys: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, { failures: number; locked: boolean }>> {
  const rows = await db
    .select()
    .from(table)
    .where(and(inArray(table.key, [...keys]), gt(table.windowStartedAt, new Date(now - window))));
  return new Map(
    rows.map(({ key, failures, lockedUntil }) => [
      key,
      { failures, locked: lockedUntil !== null && lockedUntil.getTime() > now },
    ]),
  );
}

export interface Pace {
  /** Failures of the last hour that cost nothing. */
  readonly free: number;
  /** From then on, one attempt each so many milliseconds. */
  readonly spacing: number;
  /** Who would have to wait longer is sent away. */
  readonly longest: number;
}

/**
 * The place of an attempt in the line: how long it waits, milliseconds, and how many failures came
 * before; null where the line is too long. A line slows guessing down without locking anybody out.
 */
export async function takeTurn(
  db: Db,
  key: string,
  pace: Pace,
  now = Date.now(),
): Promise<{ wait: number; before: number } | null> {
  const old = sql`${table.windowStartedAt} <= ${now - window}`;
  const next = sql`case when ${old} then 1 else ${table.failures} + 1 end`;
  const turn = sql`max(coalesce(${table.lockedUntil}, ${now}), ${now}) + ${pace.spacing}`;
  const row = (await db
    .insert(table)
    .values({ key, failures: 1, windowStartedAt: new Date(now) })
    .onConflictDoUpdate({
      target: table.key,
      set: {
        failures: next,
        windowStartedAt: sql`case when ${old} then ${now} else ${table.windowStartedAt} end`,
        lockedUntil: sql`case when ${next} > ${pace.free} then ${turn} else null end`,
      },
      setWhere: sql`${table.lockedUntil} is null or ${table.lockedUntil} <= ${now + pace.longest}`,
    })
    .returning({ failures: table.failures, until: table.lockedUntil })
    .get()) as { failures: number; until: Date | null } | undefined;
  if (!row) return null;
  const wait = row.until === null ? 0 : row.until.getTime() - pace.spacing - now;
  return { wait: Math.max(0, wait), before: row.failures - 1 };
}

/**
 * An attempt that was right, or none: it does not count against who comes next. `place`: the spacing
 * of one that did not wait, whose place in the line is free again.
 */
export const giveTurnBack = (db: Db, key: string, place = 0): Statement =>
  db
    .update(table)
    .set({
      failures: sql`max(0, ${table.failures} - 1)`,
      lockedUntil: sql`${table.lockedUntil} - ${place}`,
    })
    .where(eq(table.key, key));
