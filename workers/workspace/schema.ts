/**
 * The tables of one project. `file` is the tree as it stands, `change` all that ever happened to it,
 * `blob` the bodies by content, `unrecorded` the commits the audit log has not heard of. Repeatable: it runs whenever an object wakes.
 */
const statements = `
CREATE TABLE IF NOT EXISTS file (
  path TEXT PRIMARY KEY,
  parent TEXT NOT NULL,
  type TEXT NOT NULL,
  kind TEXT,
  hash TEXT,
  size INTEGER NOT NULL,
  executable INTEGER NOT NULL,
  version INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  modified_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_parent ON file (parent, path);
CREATE INDEX IF NOT EXISTS file_hash ON file (hash);
CREATE INDEX IF NOT EXISTS file_kind ON file (kind, size);

CREATE TABLE IF NOT EXISTS change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  path TEXT NOT NULL,
  type TEXT NOT NULL,
  op TEXT NOT NULL,
  before_hash TEXT,
  after_hash TEXT,
  executable INTEGER NOT NULL,
  version INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  session TEXT,
  turn TEXT
);
CREATE INDEX IF NOT EXISTS change_path ON change (path, seq);
CREATE INDEX IF NOT EXISTS change_turn ON change (turn, seq) WHERE turn IS NOT NULL;

CREATE TABLE IF NOT EXISTS blob (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  body BLOB,
  in_r2 INTEGER NOT NULL,
  state TEXT NOT NULL,
  touched_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS blob_carry ON blob (hash) WHERE in_r2 = 0 AND state <> 'loose';
CREATE INDEX IF NOT EXISTS blob_evict ON blob (hash)
  WHERE in_r2 = 1 AND body IS NOT NULL AND (state <> 'current' OR kind <> 'text');
CREATE INDEX IF NOT EXISTS blob_past ON blob (touched_at, hash, size) WHERE state = 'past';
CREATE INDEX IF NOT EXISTS blob_loose ON blob (touched_at) WHERE state = 'loose';

CREATE TABLE IF NOT EXISTS staging (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS checkpoint (
  seq INTEGER NOT NULL,
  session TEXT,
  turn TEXT,
  at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS checkpoint_turn ON checkpoint (turn);

CREATE TABLE IF NOT EXISTS read_ledger (
  session TEXT NOT NULL,
  path TEXT NOT NULL,
  hash TEXT NOT NULL,
  partial INTEGER NOT NULL,
  PRIMARY KEY (session, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shell_state (session TEXT PRIMARY KEY, cwd TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unrecorded (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  via TEXT
);
CREATE TABLE IF NOT EXISTS subscriber (
  session TEXT PRIMARY KEY,
  failures INTEGER NOT NULL
) WITHOUT ROWID;
`;

/** Bytes of all files, kept by every commit, and what they may grow to; null until it was asked. */
const stored = `
CREATE TABLE IF NOT EXISTS stored (bytes INTEGER NOT NULL, room INTEGER);
INSERT INTO stored (bytes)
  SELECT (SELECT coalesce(sum(size), 0) FROM file) WHERE NOT EXISTS (SELECT 1 FROM stored);
`;

export function ensureSchema(sql: SqlStorage): void {
  sql.exec(statements);
  sql.exec(stored);
}
