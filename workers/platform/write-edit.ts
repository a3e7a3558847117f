import { and, eq, getTableColumns, sql, type SQL } from "drizzle-orm";
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

/** Fails its batch where the row `where` finds is not there, or one of these columns not as it was read. */
export function assertStill<T extends SQLiteTable>(
  db: Db,
  table: T,
  where: SQL | undefined,
  read: Partial<T["$inferSelect"]>,
): Statement {
  const columns = getTableColumns(table);
  const same = Object.entries(read).map(([name, value]) => {
    const column = columns[name];
    return sql`${column} is ${value === null ? null : sql.param(value, column)}`;
  });
  return assertStatement(db, sql`exists(select 1 from ${table} where ${and(where, ...same)})`);
}

/** A change with the assertions it was made from: of two at once, the second is told EDIT_001. */
export const writeEdit = (db: Db, first: Statement, ...rest: Statement[]): Promise<void> =>
  runAsserted(db, () => new AppError("EDIT_001"), first, ...rest);

/**
 * Reads, decides and writes again where another change came between, so that of changes at once each
 * keeps its own and is on record as what it changed. Throws EDIT_001 where that goes on and on, and at
 * once where the caller has named what they had read.
 */
export async function untilWritten<T>(work: () => Promise<T>, tries = 10): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const came = error instanceof AppError && error.code === "EDIT_001" && !error.details;
    if (!came || tries <= 1) throw error;
    return untilWritten(work, tries - 1);
  }
}

/** Saved without a change: nothing happened, and so nothing is on record. */
export const saysTheSame = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): boolean => JSON.stringify(before) === JSON.stringify(after);
