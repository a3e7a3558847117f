import type { QueuedMessage } from "#contract/chat";
import type { Language } from "#contract/errors";

/** A message of a person on its way into the transcript. */
export interface Incoming {
  readonly client_id: string;
  readonly text: string;
  readonly open_file: string | null;
  readonly language: Language;
  readonly author: { readonly id: string; readonly name: string };
  /** Unix milliseconds. */
  readonly at: number;
}

type Body = { body: string };

/** False when this client id was taken before: the message is here already. */
export function takeClientId(sql: SqlStorage, clientId: string, at: number): boolean {
  const fresh = sql.exec(
    "INSERT OR IGNORE INTO taken(client_id, at) VALUES(?, ?)",
    clientId,
    at,
  ).rowsWritten;
  return fresh > 0;
}

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
