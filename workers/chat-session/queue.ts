import type { QueuedMessage } from "#contract/frames";
import type { Language } from "#contract/errors";

/** A message of a person on its way into the transcript. */
export interface Incoming {
  readonly client_id: string;
  readonly text: string;
  readonly open_file: string | null;
  readonly language: Language;
  readonly author: { readonly id: string; readonly name: string };
  /** The API key it was sent with. */
  readonly key_id?: string | null;
  /** The login it was sent with, where a person sent it. */
  readonly login_id?: string | null;
  /** The request it came in counted as a call already (U-090). */
  readonly call_counted?: boolean;
  /** The id its item is to have; the server's own choice, never a client's. */
  readonly item_id?: string;
  /** Unix milliseconds. */
  readonly at: number;
}

type Body = { body: string };

export const isTaken = (sql: SqlStorage, clientId: string): boolean =>
  sql.exec("SELECT 1 FROM taken WHERE client_id = ?", clientId).toArray().length > 0;

/** From now on the message counts as here: sent again, it is not taken again. */
export const takeClientId = (sql: SqlStorage, clientId: string, at: number): void =>
  void sql.exec("INSERT INTO taken(client_id, at) VALUES(?, ?)", clientId, at);

/** More would be a flood: everybody is told of the whole queue with each change. */
const maxQueued = 20;

export const isQueueFull = (sql: SqlStorage): boolean =>
  sql.exec<{ n: number }>("SELECT count(*) AS n FROM queued").one().n >= maxQueued;

export function enqueue(sql: SqlStorage, message: Incoming): void {
  sql.exec(
    "INSERT INTO queued(client_id, body) VALUES(?, ?)",
    message.client_id,
    JSON.stringify(message),
  );
}

const all = (sql: SqlStorage): Incoming[] =>
  sql
    .exec<Body>("SELECT body FROM queued ORDER BY position")
    .toArray()
    .map((row) => JSON.parse(row.body) as Incoming);

export const viewQueue = (sql: SqlStorage): QueuedMessage[] =>
  all(sql).map(({ client_id, text, at }) => ({ client_id, text, at }));

export const peekQueue = (sql: SqlStorage): Incoming | undefined => all(sql)[0];

/** Whether there was one. */
export const removeQueued = (sql: SqlStorage, clientId: string): boolean =>
  sql.exec("DELETE FROM queued WHERE client_id = ?", clientId).rowsWritten > 0;
