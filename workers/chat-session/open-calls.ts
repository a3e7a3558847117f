import type { OpenCall } from "../agent/turn-state.ts";

type Body = { body: string };

/** The calls of the last assistant message, in its order, until all are answered. */
export const openCalls = (sql: SqlStorage): OpenCall[] =>
  sql
    .exec<Body>("SELECT body FROM open_call ORDER BY position")
    .toArray()
    .map((row) => JSON.parse(row.body) as OpenCall);

/** Whether a person said yes to it: only their answer is stored as a verdict. */
export const isApproved = (sql: SqlStorage, id: string): boolean =>
  openCalls(sql).find((call) => call.id === id)?.verdict === "allowed";

/** Whether who said yes read it; a key's yes is a program's. */
export const isApprovedInPerson = (sql: SqlStorage, id: string): boolean =>
  openCalls(sql).some((call) => call.id === id && call.verdict === "allowed" && !call.by_key);

export function replaceOpenCalls(sql: SqlStorage, calls: readonly OpenCall[]): void {
  sql.exec("DELETE FROM open_call");
  for (const [position, call] of calls.entries()) {
    sql.exec(
      "INSERT INTO open_call(id, position, body) VALUES(?, ?, ?)",
      call.id,
      position,
      JSON.stringify(call),
    );
  }
}

export function changeOpenCall(sql: SqlStorage, id: string, part: Partial<OpenCall>): void {
  const row = sql.exec<Body>("SELECT body FROM open_call WHERE id = ?", id).toArray()[0];
  if (!row) return;
  const call = { ...(JSON.parse(row.body) as OpenCall), ...part };
  sql.exec("UPDATE open_call SET body = ? WHERE id = ?", JSON.stringify(call), id);
}
