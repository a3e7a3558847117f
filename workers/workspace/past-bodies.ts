/** Bodies of earlier versions. They live in what the owner's quota leaves, and yield to files (G-08). */

export const pastBytes = (sql: SqlStorage): number =>
  sql
    .exec<{ sum: number }>("SELECT coalesce(sum(size), 0) AS sum FROM blob WHERE state = 'past'")
    .one().sum;

/**
 * Lets go of the oldest until at most `bytes` are left. They are removed like all that no commit
 * names: an hour later, so that who reads one now reads it whole.
 */
export function forgetPast(sql: SqlStorage, bytes: number, now: number): void {
  sql.exec(
    `UPDATE blob SET state = 'loose', touched_at = ?1 WHERE hash IN (
       SELECT hash FROM (
         SELECT hash, sum(size) OVER (ORDER BY touched_at DESC, hash) AS kept
           FROM blob WHERE state = 'past')
       WHERE kept > ?2)`,
    now,
    Math.max(0, bytes),
  );
}
