import { detailHash, linkOf, origin, type Link, type StoredRow } from "./link.ts";
import type { ChainHead } from "./rpc.ts";

/** Rows of one step: their links go to D1 as one statement. */
const perStep = 200;

export const storedColumns = [
  "rowid",
  "id",
  "user_id",
  "impersonator_id",
  "key_id",
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
  "created_at",
  "erased_at",
]
  .map((name) => `audit_log.${name}`)
  .join(", ");

/**
 * Seals the next rows after `head`. What a step sealed is settled by head and rows alone: one that
 * was cut off between its two writes comes to the same links again, and the rows there stay.
 */
export async function sealOnce(
  d1: D1Database,
  head: ChainHead | null,
  now: number,
): Promise<{ head: ChainHead | null; sealed: number }> {
  // SQLite numbers rows in the order they are committed; D1 has one writer, so none comes late.
  const { results } = await d1
    .prepare(`SELECT ${storedColumns} FROM audit_log WHERE rowid > ? ORDER BY rowid LIMIT ?`)
    .bind(head?.rowid ?? 0, perStep)
    .all<StoredRow>();
  if (results.length === 0) return { head, sealed: 0 };
  const links: Link[] = [];
  let before = head?.hash ?? origin;
  let seq = head?.seq ?? 0;
  for (const row of results) {
    seq += 1;
    const link = await linkOf(seq, before, row, await detailHash(row));
    links.push(link);
    before = link.hash;
  }
  await d1
    .prepare(
      `INSERT INTO audit_seal(seq, audit_id, detail_hash, hash, sealed_at)
       SELECT value->>'seq', value->>'audit_id', value->>'detail_hash', value->>'hash', ?
       FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING`,
    )
    .bind(now, JSON.stringify(links))
    .run();
  const rowid = results.at(-1)?.rowid ?? 0;
  return { head: { seq, hash: before, rowid, sealed_at: now }, sealed: results.length };
}
