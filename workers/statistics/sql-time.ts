import { sql, type SQL } from "drizzle-orm";

/** The day of the site (Japan) of a column of Unix milliseconds, as `dayOf` has it. */
export const sqlDay = (column: SQL): SQL => sql`date(${column} / 1000 + 32400, 'unixepoch')`;
