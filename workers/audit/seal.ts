import { linkOf, origin, type Link, type StoredRow } from "./link.ts";
import type { ChainHead } from "./rpc.ts";

/** Rows of one step: their links go to D1 as one statement. */
const perStep = 200;

export const storedColumns = [
  "rowid",
  "id",
  "user_id",
  "impersonator_id",
  "key_id",
  "login_id",
  "request_id",
  "event_type",
  "action",
  "resource_type",
  "resource_id",
  "old_value",
  "new_value",
  "changed_fields",
  "ip_address",
  "user_agent",
  "severity",
  "metadata",
  "result",
  "created_at",
  "erased_at",
]
  .map((name) => `audit_log.${name}`)
  .join(", ");

/** What one step seals, and the head that comes of it. */
export interface Step {
  readonly head: ChainHead;
  readonly links: readonly Link[];
}

/** The links of the next rows after `head`; null: all are sealed. */
export async function nextStep(
  d1: D1Database,
  head: ChainHead | null,
  now: number,
): Promise<Step | null> {
  // SQLite numbers rows in the order they are committed; D1 has one writer, so none comes late.
  const { results } = await d1
    .prepare(`SELECT ${storedColumns} FROM audit_log WHERE rowid > ? ORDER BY rowid LIMIT ?`)
    .bind(head?.rowid ?? 0, perStep)
    .all<StoredRow>();
  const last = results.at(-1);
  if (last === undefined) return null;
  const links: Link[] = [];
  let before = head?.hash ?? origin;
  let seq = head?.seq ?? 0;
  for (const row of results) {
    seq += 1;
    const link = await linkOf(seq, before, row);
    links.push(link);
    before = link.hash;
  }
  return { head: { seq, hash: before, rowid: last.rowid, sealed_at: now }, links };
}

/** Twice is once. */
export const writeLinks = (d1: D1Database, { head, links }: Step): Promise<unknown> =>
  d1
    .prepare(
      `INSERT INTO audit_seal(seq, audit_id, event_type, row_created_at, detail_hash, content_hash,
                              hash, sealed_at)
       SELECT value->>'seq', value->>'audit_id', value->>'event_type', value->>'created_at',
              value->>'detail_hash', value->>'content_hash', value->>'hash', ?
       FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(head.sealed_at, JSON.stringify(links))
    .run();
