/** U-144: what happened to files goes to the audit log, by whom and whatever brought it about. */
import { auditStatement, bySystem, type AuditEntry } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { stableId } from "../platform/stable-id.ts";
import type { Origin, Via } from "./rpc.ts";

/** Commits of one step. */
const perStep = 10;
/** A commit of more files is one row with their number. */
const oneByOne = 20;

type Noted = { first: number; last: number; via: string | null };

interface Change extends Record<string, SqlStorageValue> {
  seq: number;
  at: number;
  path: string;
  op: string;
  before_hash: string | null;
  after_hash: string | null;
  actor_kind: Origin["kind"];
  actor_id: string;
  session: string | null;
  turn: string | null;
}

const lastSeq = (sql: SqlStorage): number =>
  sql.exec<{ seq: number }>("SELECT COALESCE(MAX(seq), 0) AS seq FROM change").one().seq;

/** Runs `work` inside the transaction of a commit, and notes what it changed for the audit log. */
export function noted<T>(sql: SqlStorage, { via }: Origin, work: () => T): T {
  const before = lastSeq(sql);
  const value = work();
  const last = lastSeq(sql);
  if (last > before) {
    const from = via ? JSON.stringify(via) : null;
    sql.exec("INSERT INTO unrecorded (first, last, via) VALUES (?, ?, ?)", before + 1, last, from);
  }
  return value;
}

const actions: Readonly<Record<string, string>> = {
  create: "CREATE",
  update: "UPDATE",
  delete: "DELETE",
};

const who = (change: Change) => ({
  by: change.actor_kind,
  session_id: change.session,
  turn_id: change.turn,
});

const single = (change: Change): Omit<AuditEntry, "once" | "event" | "resource"> => ({
  action: actions[change.op] ?? "UPDATE",
  ...(change.op === "create" ? {} : { before: { path: change.path, hash: change.before_hash } }),
  ...(change.op === "delete" ? {} : { after: { path: change.path, hash: change.after_hash } }),
  metadata: who(change),
});

const range = "seq BETWEEN ? AND ? AND type = 'file'";

/** Many at once, e.g. an import: how many, how much, and the first of them. */
function summary(
  sql: SqlStorage,
  { first, last }: Noted,
  shown: readonly Change[],
): Omit<AuditEntry, "once" | "event" | "resource"> {
  const counts = sql
    .exec<{ op: string; files: number }>(
      `SELECT op, COUNT(*) AS files FROM change WHERE ${range} GROUP BY op`,
      first,
      last,
    )
    .toArray();
  const { bytes } = sql
    .exec<{ bytes: number }>(
      `SELECT COALESCE(SUM(blob.size), 0) AS bytes FROM change
         JOIN blob ON blob.hash = change.after_hash WHERE ${range}`,
      first,
      last,
    )
    .one();
  const [one] = shown;
  const only = counts.length === 1 ? counts[0] : undefined;
  const action = one?.actor_kind === "import" ? "IMPORT" : (actions[only?.op ?? ""] ?? "UPDATE");
  return {
    action,
    metadata: {
      ...(one ? who(one) : {}),
      files: Object.fromEntries(counts.map(({ op, files }) => [op, files])),
      bytes,
      paths: shown.map(({ path }) => path),
    },
  };
}

function statementsOf(sql: SqlStorage, db: Db, project: string, entry: Noted): Statement[] {
  const changes = sql
    .exec<Change>(
      `SELECT seq, at, path, op, before_hash, after_hash, actor_kind, actor_id, session, turn
         FROM change WHERE ${range} ORDER BY seq LIMIT ?`,
      entry.first,
      entry.last,
      oneByOne + 1,
    )
    .toArray();
  const [one] = changes;
  // Directories come and go with their files.
  if (!one) return [];
  const via = entry.via === null ? null : (JSON.parse(entry.via) as Via);
  const key = via?.keyId ? { id: via.keyId, scopes: [], limits: {} } : null;
  const many = one.actor_kind === "import" || changes.length > oneByOne;
  const rows = many
    ? [{ change: one, what: summary(sql, entry, changes.slice(0, oneByOne)) }]
    : changes.map((change) => ({ change, what: single(change) }));
  return rows.map(({ change, what }) =>
    auditStatement(db, { id: change.actor_id, key }, via ?? bySystem, {
      ...what,
      once: { id: stableId(`${project}:${change.seq}`), at: change.at },
      event: "DATA_CHANGE",
      resource: ["FILE", project],
    }),
  );
}

/**
 * Writes noted commits to the audit log, oldest first; what D1 did not take stays noted, and what
 * was written already is not written twice. Answers whether more is waiting.
 */
export async function recordChanges(
  sql: SqlStorage,
  d1: D1Database,
  project: string,
): Promise<boolean> {
  const entries = sql
    .exec<Noted>("SELECT first, last, via FROM unrecorded ORDER BY first LIMIT ?", perStep)
    .toArray();
  const db = openDb(d1);
  const [head, ...rest] = entries.flatMap((entry) => statementsOf(sql, db, project, entry));
  if (head) await runBatch(db, head, ...rest);
  for (const { first } of entries) sql.exec("DELETE FROM unrecorded WHERE first = ?", first);
  return entries.length === perStep;
}
