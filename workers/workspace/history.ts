/** Reading the change log, and marking points in it. */
import type { ChangeInfo } from "#contract/file";
import type { Origin } from "./rpc.ts";

export interface ChangeQuery {
  readonly path?: string;
  readonly turn_id?: string;
  readonly before?: number;
  readonly limit: number;
}

type ChangeRow = {
  seq: number;
  at: number;
  path: string;
  before_hash: string | null;
  after_hash: string | null;
  actor_kind: Origin["kind"];
  actor_id: string;
  session: string | null;
  turn: string | null;
};

/** Changes of files, newest first; directories come and go without a body and are left out. */
export function listChanges(
  sql: SqlStorage,
  query: ChangeQuery,
): { items: ChangeInfo[]; has_more: boolean } {
  const conditions = ["type = 'file'"];
  const values: (string | number)[] = [];
  const where = (condition: string, value: string | number | undefined) => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  where("path = ?", query.path);
  where("turn = ?", query.turn_id);
  where("seq < ?", query.before);
  const rows = sql
    .exec<ChangeRow>(
      `SELECT seq, at, path, before_hash, after_hash, actor_kind, actor_id, session, turn
         FROM change WHERE ${conditions.join(" AND ")} ORDER BY seq DESC LIMIT ?`,
      ...values,
      query.limit + 1,
    )
    .toArray();
  return { items: rows.slice(0, query.limit).map(toChange), has_more: rows.length > query.limit };
}

const toChange = (row: ChangeRow): ChangeInfo => ({
  seq: row.seq,
  at: new Date(row.at).toISOString(),
  path: row.path,
  before: row.before_hash,
  after: row.after_hash,
  actor: { kind: row.actor_kind, id: row.actor_id },
  session_id: row.session,
  turn_id: row.turn,
});

/** Names the state of all files as it is now. */
export function markCheckpoint(sql: SqlStorage, origin: Origin, at: number): { seq: number } {
  const { seq } = sql
    .exec<{ seq: number }>("SELECT COALESCE(MAX(seq), 0) AS seq FROM change")
    .one();
  sql.exec(
    "INSERT INTO checkpoint (seq, session, turn, at) VALUES (?, ?, ?, ?)",
    seq,
    origin.session_id,
    origin.turn_id,
    at,
  );
  return { seq };
}
