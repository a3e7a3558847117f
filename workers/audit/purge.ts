/** C-10: records go when their time is over, into the archive first; the chain holds without them (T-23). */
import { sql } from "drizzle-orm";
import { auditStatement, bySystem } from "../platform/records/audit.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { auditSeal } from "../platform/records/audit-seal.sql.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { linkHash, origin, type Sealable, type StoredRow } from "./link.ts";
import type { Anchor, Days, Horizon, Purge } from "./rpc.ts";
import { storedColumns } from "./seal.ts";
import type { Memory } from "./verify.ts";

/** Rows of one class in one step. */
const perStep = 500;

/** No setting goes below these: who administers the site cannot make its traces go sooner. */
export const leastDays = { DATA_CHANGE: 365, ACCESS: 365, SECURITY: 730 } as const;
type Class = keyof typeof leastDays;
const classes = Object.keys(leastDays) as Class[];

/** From when on each class may be missing. It never moves back from `before`; 0: nothing of the class. */
export function horizonOf(days: Days, before: Horizon, now: number): Horizon {
  const at = (name: Class) => {
    const wanted = days[name];
    const due = wanted === undefined ? 0 : now - Math.max(wanted, leastDays[name]) * day;
    return Math.max(before[name] ?? 0, due);
  };
  return Object.fromEntries(classes.map((name) => [name, at(name)]));
}

/**
 * What is due of a class, oldest first; of who is on hold everything stays (U-106), and so does what
 * has no link: a row that never was in the chain leaves no trace by its age.
 */
const dueOf = (env: Env, name: Class, before: number): Promise<D1Result<StoredRow>> =>
  env.DB.prepare(
    `SELECT ${storedColumns} FROM audit_log
     WHERE event_type = ? AND created_at < ?
       AND EXISTS (SELECT 1 FROM audit_seal WHERE audit_seal.audit_id = audit_log.id)
       AND NOT EXISTS
       (SELECT 1 FROM user WHERE user.hold AND user.id IN
         (audit_log.user_id, audit_log.impersonator_id, audit_log.resource_id))
     ORDER BY created_at LIMIT ?`,
  )
    .bind(name, before, perStep)
    .all<StoredRow>();

/** One object a step, as lines of JSON, named by day and first row. */
async function archive(env: Env, rows: readonly StoredRow[]): Promise<string> {
  const first = rows[0];
  const from = new Date(first?.created_at ?? 0).toISOString().slice(0, 10);
  const key = `audit-archive/${from}/${first?.id ?? "none"}.ndjson`;
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  await env.FILES.put(key, lines, { httpMetadata: { contentType: "application/x-ndjson" } });
  return key;
}

/** Takes out what is due, as far as one step goes. Cut off, it comes to the same again. */
export async function purgeOnce(env: Env, due: Horizon, now: number): Promise<Purge> {
  const purged: Record<string, number> = {};
  let more = false;
  for (const name of classes) {
    const before = due[name] ?? 0;
    if (before === 0) continue;
    const { results } = await dueOf(env, name, before);
    if (results.length === 0) continue;
    const key = await archive(env, results);
    const ids = JSON.stringify(results.map((row) => row.id));
    const db = openDb(env.DB);
    const gone = sql`(select value from json_each(${ids}))`;
    await runBatch(
      db,
      db
        .update(auditSeal)
        .set({ purgedAt: new Date(now) })
        .where(sql`${auditSeal.auditId} in ${gone}`),
      // Before they go: SQLite gives the number of a last row that is gone once more, and what has one of
      // the sealed ones is never sealed.
      auditStatement(db, null, bySystem, {
        event: "DATA_CHANGE",
        action: "PURGE",
        resource: ["AUDIT_LOG", null],
        severity: "WARNING",
        metadata: { event_type: name, rows: results.length, archive: key },
      }),
      db.delete(auditLog).where(sql`${auditLog.id} in ${gone}`),
    );
    purged[name] = results.length;
    more ||= results.length === perStep;
  }
  return { purged, more };
}

interface Oldest extends Sealable {
  readonly seq: number;
  readonly hash: string;
  readonly purged_at: number | null;
}

/**
 * How far the oldest links are all rightly without their rows, after the anchor: they may go as well.
 * Each is checked as `verifyLinks` would, since nobody can any more: who only calls a young row
 * purged does not get its link taken away.
 */
export async function nextAnchor(
  env: Env,
  { anchor, horizon }: Pick<Memory, "anchor" | "horizon">,
  now: number,
): Promise<Anchor | null> {
  const { results } = await env.DB.prepare(
    `SELECT seq, hash, purged_at, event_type, row_created_at AS created_at, content_hash
     FROM audit_seal WHERE seq > ? ORDER BY seq LIMIT ?`,
  )
    .bind(anchor?.seq ?? 0, classes.length * perStep)
    .all<Oldest>();
  let last = anchor;
  for (const link of results) {
    const over = link.purged_at !== null && link.created_at < (horizon[link.event_type] ?? 0);
    const next = link.seq === (last?.seq ?? 0) + 1;
    if (!over || !next) break;
    if ((await linkHash(link.seq, last?.hash ?? origin, link)) !== link.hash) break;
    last = { seq: link.seq, hash: link.hash, at: now };
  }
  return last;
}

export const dropLinks = (env: Env, upTo: number): Promise<unknown> =>
  env.DB.prepare("DELETE FROM audit_seal WHERE seq <= ?").bind(upTo).run();
