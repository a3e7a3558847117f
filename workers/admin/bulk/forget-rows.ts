import { sql } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { importRow } from "./import-row.sql.ts";

/** Rows that an import which was cancelled or failed left behind: nobody will read them. */
export async function forgetImportRows(env: Env): Promise<void> {
  await openDb(env.DB)
    .delete(importRow)
    .where(
      sql`${importRow.jobId} not in (select id from job where state in ('waiting', 'running'))`,
    );
}
