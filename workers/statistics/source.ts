import { sql, type SQL } from "drizzle-orm";

/** A table that only grows, and the sums its rows are added to. */
export interface Source {
  readonly name: "activity" | "usage" | "audit";
  readonly table: "user_activity" | "usage_record" | "audit_log";
  /** Statements that add the rows, called `r`, of a range to the sums. */
  readonly add: (rows: SQL, now: number) => readonly SQL[];
}

/** `from … where …` of the rows after one and up to another. */
export const rowsBetween = (table: Source["table"], after: number, last: number): SQL =>
  sql`from ${sql.identifier(table)} r where r.rowid > ${after} and r.rowid <= ${last}`;

/** `a = a + excluded.a, …` */
export const adding = (...columns: readonly string[]): SQL =>
  sql.raw(columns.map((column) => `${column} = ${column} + excluded.${column}`).join(", "));

/** Guests look around; figures of people are without them. */
export const noGuest = sql`not exists (select 1 from user g where g.id = r.user_id and g.role = 'guest')`;
