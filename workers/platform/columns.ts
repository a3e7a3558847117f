import { integer, text } from "drizzle-orm/sqlite-core";

/** A UUID. */
export const id = (name = "id") => text(name);

/** Unix milliseconds. Never default to CURRENT_TIMESTAMP: SQLite stores that as text. */
export const instant = (name: string) => integer(name, { mode: "timestamp_ms" });

/** JSON in a text column. */
export const json = <T>(name: string) => text(name, { mode: "json" }).$type<T>();

export const flag = (name: string) => integer(name, { mode: "boolean" });
