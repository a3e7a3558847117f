/**
 * The tables of one session's SQLite. `seq` is the number of the last stored change, over all
 * tables; an item's `seq` is that of its own last change.
 */
const statements = [
  `CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS item(
     id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, seq INTEGER NOT NULL, body TEXT NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS item_seq ON item(seq)`,
  // What the model reads of an item, where that is not what people see.
  `CREATE TABLE IF NOT EXISTS model_side(item_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID`,
  // The calls of the last assistant message that are not settled yet, in order.
  `CREATE TABLE IF NOT EXISTS open_call(id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS queued(
     position INTEGER PRIMARY KEY AUTOINCREMENT, client_id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)`,
  // Client ids already taken, so that a message sent twice is kept once.
  `CREATE TABLE IF NOT EXISTS taken(client_id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID`,
  // What D1 has not confirmed yet: usage of model calls, changes of mode for the audit log.
  `CREATE TABLE IF NOT EXISTS outbox(id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID`,
  // What its person's meter has not confirmed yet: what model calls cost.
  `CREATE TABLE IF NOT EXISTS unsettled(id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID`,
] as const;

export function createTables(sql: SqlStorage): void {
  for (const statement of statements) sql.exec(statement);
}
