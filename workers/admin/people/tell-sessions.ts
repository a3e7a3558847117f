import { and, eq, isNull, ne } from "drizzle-orm";
import type { Role } from "#contract/common";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";

/** Runs that go on hear of the new role at once; the others look it up when they begin. */
export async function tellRunsTheRole(env: Env, userId: string, role: Role): Promise<void> {
  const rows = await openDb(env.DB)
    .select({ id: chatSession.id })
    .from(chatSession)
    .where(
      and(
        eq(chatSession.userId, userId),
        ne(chatSession.run, "idle"),
        isNull(chatSession.deletedAt),
      ),
    );
  await Promise.all(rows.map(({ id }) => env.CHAT_SESSION.getByName(id).configure({ role })));
}
