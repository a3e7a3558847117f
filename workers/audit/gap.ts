/** Rows that no link is of, among those the chain has been past. */

/** The first of them; null: there is none. Looks through the whole log. */
const firstUnlinked = (d1: D1Database, rowid: number): Promise<number | null> =>
  d1
    .prepare(
      `SELECT min(rowid) AS n FROM audit_log
       WHERE rowid <= ? AND id NOT IN (SELECT audit_id FROM audit_seal)`,
    )
    .bind(rowid)
    .first<number>("n");

/**
 * The first link after such a row, which stays the same while the chain grows; where none comes after it,
 * the one that would be next. Null: no row is without a link. Looks through the whole log.
 */
export async function linkAfterGap(
  d1: D1Database,
  head: { readonly seq: number; readonly rowid: number },
): Promise<number | null> {
  const gap = await firstUnlinked(d1, head.rowid);
  if (gap === null) return null;
  const next = await d1
    .prepare(
      `SELECT min(seq) AS n FROM audit_seal JOIN audit_log ON audit_log.id = audit_id
       WHERE audit_log.rowid > ?`,
    )
    .bind(gap)
    .first<number>("n");
  return next ?? head.seq + 1;
}

/** Links of a stretch, and whether the rows before the first and up to the head's belong to it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The same of one stretch, reading no more than its rows. */
export async function linkAfterGapIn(
  d1: D1Database,
  { from, to, isFirst, isLast }: Stretch,
  head: { readonly seq: number; readonly rowid: number },
): Promise<number | null> {
  const gap = await d1
    .prepare(
      `SELECT audit_log.rowid AS n FROM (
         SELECT iif(?, -9e18, min(audit_log.rowid)) AS first,
                iif(?, ?, max(audit_log.rowid)) AS last FROM audit_seal
         JOIN audit_log ON audit_log.id = audit_seal.audit_id
         WHERE audit_seal.seq BETWEEN ? AND ?) part
       CROSS JOIN audit_log ON audit_log.rowid BETWEEN part.first AND part.last
       WHERE NOT EXISTS (SELECT 1 FROM audit_seal WHERE audit_seal.audit_id = audit_log.id)
       ORDER BY audit_log.rowid LIMIT 1`,
    )
    .bind(isFirst ? 1 : 0, isLast ? 1 : 0, head.rowid, from - 1, to)
    .first<number>("n");
  if (gap === null) return null;
  const next = await d1
    .prepare(
      `SELECT audit_seal.seq AS n FROM audit_log
       CROSS JOIN audit_seal ON audit_seal.audit_id = audit_log.id
       WHERE audit_log.rowid > ? ORDER BY audit_log.rowid LIMIT 1`,
    )
    .bind(gap)
    .first<number>("n");
  return next ?? head.seq + 1;
}
