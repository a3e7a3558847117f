/** The tables of one person's meter. `owner` is empty for the person, else the id of one of their keys. */
const statements = [
  `CREATE TABLE IF NOT EXISTS counter(
     kind TEXT NOT NULL, owner TEXT NOT NULL, window TEXT NOT NULL, used INTEGER NOT NULL,
     PRIMARY KEY (kind, owner)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS bill(
     owner TEXT NOT NULL, month TEXT NOT NULL, spent INTEGER NOT NULL,
     PRIMARY KEY (owner, month)) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS reservation(
     id TEXT PRIMARY KEY, holder TEXT NOT NULL UNIQUE, key_id TEXT, micro_usd INTEGER NOT NULL,
     expires_at INTEGER NOT NULL) WITHOUT ROWID`,
  // Model calls already on the bill, so that one told of twice counts once.
  `CREATE TABLE IF NOT EXISTS settled(id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS settled_at ON settled(at)`,
  `CREATE TABLE IF NOT EXISTS connection(
     id TEXT PRIMARY KEY, session TEXT NOT NULL, opened_at INTEGER NOT NULL) WITHOUT ROWID`,
  // `granted`: what the project may grow to without asking again; `bytes`: what it holds.
  `CREATE TABLE IF NOT EXISTS project_size(
     id TEXT PRIMARY KEY, granted INTEGER NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID`,
  // What the smallest call takes, of the cheapest model the person may use, as last heard.
  `CREATE TABLE IF NOT EXISTS smallest_call(
     id INTEGER PRIMARY KEY CHECK (id = 1), micro_usd INTEGER NOT NULL)`,
  // What people were told of a month, once each.
  `CREATE TABLE IF NOT EXISTS told(key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID`,
] as const;

export function createTables(sql: SqlStorage): void {
  for (const statement of statements) sql.exec(statement);
}
