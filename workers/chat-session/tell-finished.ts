import { and, eq, ne } from "drizzle-orm";
import { showSessionId } from "#contract/ids";
import { recipientOf } from "../auth/recipient.ts";
import { user } from "../auth/user.sql.ts";
import { deliverMail } from "../mail/outbox.ts";
import { wantedMails } from "../mail/wanted-mails.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { linkTo } from "../platform/site-address.ts";
import { setupOf, type Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import { peekQueue } from "./queue.ts";

/** Nobody looks, nobody waits for an answer, no program asked, and nothing is left to do. */
export const isUnattended = (core: Core): boolean =>
  core.ctx.getWebSockets().length === 0 &&
  core.live.waiting.size === 0 &&
  readMeta(core.sql, "key_id") === null &&
  peekQueue(core.sql) === undefined;

/** SESSION_COMPLETED: who left while it worked is told, where an administrator wants that. */
export async function tellFinished(core: Core): Promise<void> {
  const { owner, session_id, project_id, title } = setupOf(core);
  const { env } = core;
  const db = openDb(env.DB);
  const account = and(eq(user.id, owner.id), eq(user.status, "active"), ne(user.role, "guest"));
  const statements = await wantedMails(db, env, "session_completed", {
    to: async () => (await db.select().from(user).where(account)).map(recipientOf),
    data: {
      session_name: title,
      session_url: linkTo(env, `/p/${project_id}/s/${showSessionId(session_id)}`),
      completed_at: new Date(),
    },
  });
  const [first, ...rest] = statements;
  if (!first) return;
  await runBatch(db, first, ...rest);
  await deliverMail(env);
}
