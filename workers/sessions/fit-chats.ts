import { sql } from "drizzle-orm";
import { meterOf } from "../meter/rpc.ts";
import { openDb, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { chatSession } from "./chat-session.sql.ts";
import { countsUnlessPutAway, held } from "./held.ts";

/**
 * A project that comes back brings chats with it. Where they are more than a person may hold (U-060),
 * those that rested longest are put away instead: nobody is kept from their files by a limit of chats,
 * and each chat can be taken back on its own. To be run while the project does not count yet.
 */
export async function fitChats(env: Env, projectId: string): Promise<Statement[]> {
  const db = openDb(env.DB);
  const now = Date.now();
  const coming = sql`s.project_id = ${projectId} and ${countsUnlessPutAway(now)}`;
  const people = await db.all<{ id: string }>(
    sql`select distinct s.user_id as id from chat_session s where ${coming} limit 200`,
  );
  const limited = await Promise.all(
    people.map(async ({ id }) => ({ id, limit: (await meterOf(env, id).limits()).sessions_held })),
  );
  return limited.flatMap(({ id, limit }) =>
    limit.value === null
      ? []
      : [
          db
            .update(chatSession)
            .set({ archivedAt: new Date(now) })
            .where(
              sql`${chatSession.id} in (select s.id from chat_session s
                where s.user_id = ${id} and ${coming}
                order by s.last_activity_at desc, s.id limit -1
                offset max(0, ${limit.value} - (select count(*) ${held(id, now)})))`,
            ),
        ],
  );
}
