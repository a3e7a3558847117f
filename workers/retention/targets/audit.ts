import { sql } from "drizzle-orm";
import { leastDays } from "../../audit/purge.ts";
import { chainName, type Days } from "../../audit/rpc.ts";
import { openDb } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { heldPeople, isHeld } from "../held.ts";
import type { Old, Sweep, Swept, Target } from "../target.ts";

/** A record with its values, its link and what the indexes hold. */
const rowBytes = 1100;

/** A record tells of who did it, as whom, and of whom it was done to. */
const held = isHeld("audit_log.user_id", "audit_log.impersonator_id", "audit_log.resource_id");

/** The same, by an index each. */
const heldRecords = sql`
  select rowid as place from audit_log where user_id in ${heldPeople}
  union select rowid from audit_log where impersonator_id in ${heldPeople}
  union select rowid from audit_log where resource_id in ${heldPeople} and resource_type in (
    with recursive kinds(kind) as (
      select min(resource_type) from audit_log
      union all
      select (select min(resource_type) from audit_log where resource_type > kind)
      from kinds where kind is not null)
    select kind from kinds where kind is not null)`;

const sealed = sql`exists (select 1 from audit_seal where audit_seal.audit_id = audit_log.id)`;

/** What the chain's writer would take: it seals first, and leaves what never was in the chain. */
async function preview(env: Env, before: number, classes: readonly (keyof Days)[]): Promise<Old> {
  await env.AUDIT_CHAIN.getByName(chainName).seal();
  const db = openDb(env.DB);
  const edge = Math.floor(before / hour);
  const names = sql`(select value from json_each(${JSON.stringify(classes)}))`;
  const end = (order: "asc" | "desc") => sql`
    select created_at from audit_log
    where event_type = value and created_at < ${before} and not ${held} and ${sealed}
    order by created_at ${sql.raw(order)} limit 1`;
  const old = sql`event_type in ${names} and created_at < ${before}`;
  const [whole, part, links, kept, span] = await db.batch([
    db
      .select({ n: sql<number>`coalesce(sum(rows), 0)`.as("n") })
      .from(sql`audit_hour`)
      .where(sql`event_type in ${names} and hour < ${edge}`),
    db
      .select({ n: sql<number>`count(*)`.as("n") })
      .from(sql`audit_log`)
      .where(sql`${old} and created_at >= ${edge * hour}`),
    db
      .select({ n: sql<number>`count(*)`.as("n") })
      .from(sql`audit_seal`)
      .where(sql`event_type in ${names} and row_created_at < ${before} and purged_at is null`),
    db
      .select({ n: sql<number>`count(*)`.as("n") })
      .from(sql`(${heldRecords}) cross join audit_log on audit_log.rowid = place`)
      .where(sql`${old} and ${sealed}`),
    db
      .select({
        oldest: sql<number | null>`min(oldest)`.as("oldest"),
        newest: sql<number | null>`max(newest)`.as("newest"),
      })
      .from(sql`(select (${end("asc")}) as oldest, (${end("desc")}) as newest from ${names})`),
  ]);
  const rows = (whole[0]?.n ?? 0) + (part[0]?.n ?? 0);
  const count = Math.max(0, Math.min(rows, links[0]?.n ?? 0) - (kept[0]?.n ?? 0));
  const [ends] = span;
  return {
    count,
    oldest: ends?.oldest ?? null,
    newest: ends?.newest ?? null,
    bytes: count * rowBytes,
  };
}

/**
 * The chain's writer does it: it alone may (T-23). What went since the clean-up began stands in its own
 * records, so that a step whose answer was lost counts, too.
 */
async function sweep(
  { env, db, days, since, counted }: Sweep,
  classes: readonly (keyof Days)[],
): Promise<Swept> {
  const wanted: Days = Object.fromEntries(classes.map((name) => [name, days]));
  const { more } = await env.AUDIT_CHAIN.getByName(chainName).purge(wanted);
  const [row] = await db
    .select({ n: sql<number>`coalesce(sum(metadata ->> 'rows'), 0)`.as("n") })
    .from(sql`audit_log`)
    .where(
      sql`action = 'PURGE' and created_at >= ${since} and resource_type = 'AUDIT_LOG'
        and metadata ->> 'event_type' in (select value from json_each(${JSON.stringify(classes)}))`,
    );
  const gone = Math.max(0, (row?.n ?? 0) - counted.gone);
  return { gone, bytes: gone * rowBytes, position: more ? 0 : null };
}

const changes = ["DATA_CHANGE", "ACCESS"] as const;

export const audit: Target = {
  name: "audit_logs",
  ja: "監査ログ（データ変更・アクセス）",
  en: "Audit log: changes and access",
  setting: "audit_days",
  least: leastDays.DATA_CHANGE,
  preview: (env, before) => preview(env, before, changes),
  sweep: (one) => sweep(one, changes),
};

export const security: Target = {
  name: "security_logs",
  ja: "監査ログ（セキュリティ）",
  en: "Audit log: security",
  setting: "security_days",
  least: leastDays.SECURITY,
  preview: (env, before) => preview(env, before, ["SECURITY"]),
  sweep: (one) => sweep(one, ["SECURITY"]),
};
