import type { Item, ToolItem } from "#contract/chat";
import { readMeta, writeMeta } from "./meta.ts";

type Body = { body: string };

const parse = (row: Body): Item => JSON.parse(row.body) as Item;

/** The next number of a stored change. Call it inside the transaction of the change. */
export function nextSeq(sql: SqlStorage): number {
  const seq = readMeta(sql, "seq") + 1;
  writeMeta(sql, "seq", seq);
  return seq;
}

export function nextPosition(sql: SqlStorage): number {
  const position = readMeta(sql, "position") + 1;
  writeMeta(sql, "position", position);
  return position;
}

/** Stores an item under a new seq, and returns it as stored. */
export function putItem<T extends Item>(sql: SqlStorage, item: T): T {
  const stored = { ...item, seq: nextSeq(sql) };
  sql.exec(
    `INSERT INTO item(id, position, seq, body) VALUES(?, ?, ?, ?)
     ON CONFLICT(id) DO UPDATE SET seq = excluded.seq, body = excluded.body`,
    stored.id,
    stored.position,
    stored.seq,
    JSON.stringify(stored),
  );
  return stored;
}

function getItem(sql: SqlStorage, id: string): Item | undefined {
  const row = sql.exec<Body>("SELECT body FROM item WHERE id = ?", id).toArray()[0];
  return row ? parse(row) : undefined;
}

export function getTool(sql: SqlStorage, id: string): ToolItem | undefined {
  const item = getItem(sql, id);
  return item?.kind === "tool" ? item : undefined;
}

/** At most `limit` items before a position (null: the newest), oldest first. */
export function pageItems(
  sql: SqlStorage,
  before: number | null,
  limit: number,
): { items: Item[]; has_more: boolean } {
  const rows = sql
    .exec<Body>(
      "SELECT body FROM item WHERE position < ? ORDER BY position DESC LIMIT ?",
      before ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
    )
    .toArray();
  return { items: rows.slice(0, limit).map(parse).reverse(), has_more: rows.length > limit };
}

export function itemsChangedSince(sql: SqlStorage, seq: number): Item[] {
  return sql
    .exec<Body>("SELECT body FROM item WHERE seq > ? ORDER BY position", seq)
    .toArray()
    .map(parse);
}

/** What the model may still see: all since the last clearing or compaction, that notice included. */
export function itemsInContext(sql: SqlStorage): Item[] {
  const from = sql
    .exec<{ position: number }>(
      `SELECT position FROM item WHERE json_extract(body, '$.kind') = 'notice'
         AND json_extract(body, '$.notice') IN ('cleared', 'compacted')
       ORDER BY position DESC LIMIT 1`,
    )
    .toArray()[0];
  return sql
    .exec<Body>("SELECT body FROM item WHERE position >= ? ORDER BY position", from?.position ?? 0)
    .toArray()
    .map(parse);
}

/**
 * What the model reads of an item where that is not what people see: the blocks of an assistant
 * message, the text of a user's (an expanded command, the open file; null: nothing), the opening
 * that stands for what was compacted.
 */
export function putModelSide(sql: SqlStorage, itemId: string, side: unknown): void {
  sql.exec(
    "INSERT OR REPLACE INTO model_side(item_id, body) VALUES(?, ?)",
    itemId,
    JSON.stringify(side),
  );
}

export function getModelSide(sql: SqlStorage, itemId: string): unknown {
  const row = sql.exec<Body>("SELECT body FROM model_side WHERE item_id = ?", itemId).toArray()[0];
  return row ? JSON.parse(row.body) : undefined;
}
