/** Open sockets of one person. A row is believed until it stands in the way; then its session is asked. */
import { hour } from "../platform/durations.ts";
import type { Connection } from "./rpc.ts";

/** A sign-in, and so its sockets, lives a day at most (C-09). */
const longestLife = 24 * hour;

type Row = { id: string; session: string };

export function addConnection(sql: SqlStorage, { id, session_id }: Connection, now: number): void {
  sql.exec("DELETE FROM connection WHERE opened_at <= ?", now - longestLife);
  sql.exec(
    "INSERT OR IGNORE INTO connection(id, session, opened_at) VALUES(?, ?, ?)",
    id,
    session_id,
    now,
  );
}

export const removeConnection = (sql: SqlStorage, id: string): void =>
  void sql.exec("DELETE FROM connection WHERE id = ?", id);

export const countConnections = (sql: SqlStorage, now: number): number =>
  sql
    .exec<{ n: number }>(
      "SELECT count(*) AS n FROM connection WHERE opened_at > ?",
      now - longestLife,
    )
    .one().n;

const oldestFirst = (sql: SqlStorage): Row[] =>
  sql.exec<Row>("SELECT id, session FROM connection ORDER BY opened_at, id").toArray();

/**
 * Forgets what its session no longer holds, as after a crash. A session that does not answer is
 * believed; so is `just`, which is about to be accepted.
 */
export async function checkConnections(
  sql: SqlStorage,
  held: (session: string) => Promise<readonly string[]>,
  just: string | null,
): Promise<void> {
  const rows = oldestFirst(sql);
  const sessions = [...new Set(rows.map((row) => row.session))];
  await Promise.all(
    sessions.map(async (session) => {
      const open = await held(session).catch(() => null);
      if (open === null) return;
      for (const row of rows) {
        if (row.session === session && row.id !== just && !open.includes(row.id)) {
          removeConnection(sql, row.id);
        }
      }
    }),
  );
}

/** Takes the oldest off the list until the limit holds; `just` stays. They must be told (C-15). */
export function displaceOldest(sql: SqlStorage, limit: number | null, just: string): Row[] {
  if (limit === null) return [];
  const rows = oldestFirst(sql);
  const displaced = rows
    .filter((row) => row.id !== just)
    .slice(0, Math.max(0, rows.length - Math.max(limit, 1)));
  for (const { id } of displaced) removeConnection(sql, id);
  return displaced;
}
