import { and, eq, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { assertStatement, runAsserted } from "./assert-statement.ts";
import type { Db, Statement } from "./db.ts";
import { AppError } from "./errors.ts";

type EditedTable = SQLiteTable & { readonly id: SQLiteColumn; readonly updatedAt: SQLiteColumn };

interface Read {
  readonly updatedAt: Date;
}

/** Fails its batch where there is no row of that id any more. */
export const assertFound = (db: Db, table: Omit<EditedTable, "updatedAt">, id: string): Statement =>
  assertStatement(db, sql`exists(select 1 from ${table} where ${eq(table.id, id)})`);

/** Fails its batch where the row is not as it was read; undefined: where there is one by now. */
export const assertAsRead = (
  db: Db,
  table: EditedTable,
  id: string,
  read: Read | undefined,
): Statement =>
  read === undefined
    ? assertStatement(db, sql`not exists(select 1 from ${table} where ${eq(table.id, id)})`)
    : assertStatement(
        db,
        sql`exists(select 1 from ${table}
          where ${and(eq(table.id, id), eq(table.updatedAt, read.updatedAt))})`,
      );

/** A change with the assertions it was made from: of two at once, the second is told EDIT_001. */
export const writeEdit = (db: Db, first: Statement, ...rest: Statement[]): Promise<void> =>
  runAsserted(db, () => new AppError("EDIT_001"), first, ...rest);

/** Saved without a change: nothing happened, and so nothing is on record. */
export const saysTheSame = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): boolean => JSON.stringify(before) === JSON.stringify(after);
