import { sql, type SQL, type SQLWrapper } from "drizzle-orm";

/** As SQLite's `lower` writes it, which knows A to Z and leaves all other capitals as they are. */
export const lowerAscii = (text: string): string =>
  text.replace(/[A-Z]+/g, (part) => part.toLowerCase());

/** As typed, in any case of A to Z. Not LIKE: D1 takes patterns of 50 bytes at most, and here `%` is a `%`. */
export const containsText = (column: SQLWrapper, text: string): SQL =>
  sql`instr(lower(${column}), ${lowerAscii(text)}) > 0`;
