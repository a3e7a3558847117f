/** Room for files: every project holds a part of its owner's quota, and asks before it outgrows it (G-08). */

/** Given beyond what was asked, so that small writes do not ask each time. */
const slack = 1024 * 1024;

export const storedBytes = (sql: SqlStorage): number =>
  sql.exec<{ sum: number }>("SELECT coalesce(sum(bytes), 0) AS sum FROM project_size").one().sum;

const roomOfOthers = (sql: SqlStorage, project: string): number =>
  sql
    .exec<{ sum: number }>(
      "SELECT coalesce(sum(granted), 0) AS sum FROM project_size WHERE id <> ?",
      project,
    )
    .one().sum;

export function noteSize(sql: SqlStorage, project: string, bytes: number, room: number): void {
  sql.exec(
    `INSERT INTO project_size(id, granted, bytes) VALUES(?1, ?2, ?3)
       ON CONFLICT(id) DO UPDATE SET granted = ?2, bytes = ?3`,
    project,
    room,
    bytes,
  );
}

/** What the project may grow to, at least `bytes`; null where the quota has less. */
export function makeRoom(
  sql: SqlStorage,
  project: string,
  bytes: number,
  quota: number | null,
): number | null {
  const left = quota === null ? Number.MAX_SAFE_INTEGER : quota - roomOfOthers(sql, project);
  if (bytes > left) return null;
  const room = Math.min(bytes + slack, left);
  sql.exec(
    `INSERT INTO project_size(id, granted, bytes) VALUES(?1, ?2, 0)
       ON CONFLICT(id) DO UPDATE SET granted = ?2`,
    project,
    room,
  );
  return room;
}

export interface Granted {
  readonly id: string;
  readonly granted: number;
}

/** The other projects, which may have room they do not use. */
export const others = (sql: SqlStorage, project: string): Granted[] =>
  sql
    .exec<{ id: string; granted: number }>(
      "SELECT id, granted FROM project_size WHERE id <> ? AND granted > 0",
      project,
    )
    .toArray();

/** A project gave back down to `kept`; unless it was granted something else since it was asked. */
export const takeBack = (sql: SqlStorage, { id, granted }: Granted, kept: number): void =>
  void sql.exec(
    "UPDATE project_size SET granted = ? WHERE id = ? AND granted = ?",
    kept,
    id,
    granted,
  );

/** Projects that are gone, or another's by now, hold nothing any more. */
export function keepProjects(sql: SqlStorage, ids: readonly string[]): void {
  sql.exec(
    "DELETE FROM project_size WHERE id NOT IN (SELECT value FROM json_each(?))",
    JSON.stringify(ids),
  );
}
