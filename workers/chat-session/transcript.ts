import type { Item, ToolItem, UserItem } from "#contract/chat";
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

/** The end of what followed an item in its turn, oldest first, that item left out. */
export function turnItemsAfter(sql: SqlStorage, item: UserItem, limit: number): Item[] {
  const rows = sql.exec<Body>(
    `SELECT body FROM item WHERE position > ? AND json_extract(body, '$.turn_id') = ?
     ORDER BY position DESC LIMIT ?`,
    item.position,
    item.turn_id,
    limit,
  );
  return takePage(rows, limit).items.reverse();
}

export function getItem(sql: SqlStorage, id: string): Item | undefined {
  const row = sql.exec<Body>("SELECT body FROM item WHERE id = ?", id).toArray()[0];
  return row ? parse(row) : undefined;
}

export function getTool(sql: SqlStorage, id: string): ToolItem | undefined {
  const item = getItem(sql, id);
  return item?.kind === "tool" ? item : undefined;
}

/** A page stays well below the 32 MB a socket's frame may have, and what one isolate can hold. */
const pageChars = 4_000_000;

/** At most `limit` items before a position (null: the newest), oldest first; fewer where they are long. */
export function pageItems(
  sql: SqlStorage,
  before: number | null,
  limit: number,
): { items: Item[]; has_more: boolean } {
  const rows = sql.exec<Body>(
    "SELECT body FROM item WHERE position < ? ORDER BY position DESC LIMIT ?",
    before ?? Number.MAX_SAFE_INTEGER,
    limit + 1,
  );
  const { items, whole } = takePage(rows, limit);
  return { items: items.reverse(), has_more: !whole };
}

/** What changed since, in order; null where that is more than a page. */
export function itemsChangedSince(sql: SqlStorage, seq: number, limit: number): Item[] | null {
  const rows = sql.exec<Body>(
    "SELECT body FROM item WHERE seq > ? ORDER BY position LIMIT ?",
    seq,
    limit + 1,
  );
  const { items, whole } = takePage(rows, limit);
  return whole ? items : null;
}

function takePage(rows: Iterable<Body>, limit: number): { items: Item[]; whole: boolean } {
  const items: Item[] = [];
  let chars = 0;
  for (const row of rows) {
    chars += row.body.length;
    if (items.length === limit || (items.length > 0 && chars > pageChars)) {
      return { items, whole: false };
    }
    items.push(parse(row));
  }
  return { items, whole: true };
}

/** The message a turn began with, wherever it stands: a turn may be compacted more than once. */
export function userItemOf(sql: SqlStorage, turnId: string): UserItem | undefined {
  const item = sql
    .exec<Body>(
      `SELECT body FROM item WHERE json_extract(body, '$.kind') = 'user'
         AND json_extract(body, '$.turn_id') = ? ORDER BY position LIMIT 1`,
      turnId,
    )
    .toArray()
    .map(parse)[0];
  return item?.kind === "user" ? item : undefined;
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
