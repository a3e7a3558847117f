import { sql } from "drizzle-orm";
import type { Db } from "../platform/db.ts";

/** The sessions of a project that run or are looked at now; the others hear when somebody comes. */
export async function listLiveSessions(db: Db, projectId: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    sql`select s.id from chat_session s where s.project_id = ${projectId} and s.deleted_at is null
      and (s.run <> 'idle' or exists (select 1 from open_socket o where o.chat_session_id = s.id))
      limit 500`,
  );
  return rows.map((row) => row.id);
}
