import type { SQL } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";

/** A statement written as SQL for a batch of D1; drizzle's own go there only as built queries. */
export function prepare(d1: D1Database, query: SQL): D1PreparedStatement {
  const { sql, params } = new SQLiteAsyncDialect().sqlToQuery(query);
  return d1.prepare(sql).bind(...params);
}
