import { and, eq, ne } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { chatSession } from "./chat-session.sql.ts";

/** Stops what runs for a person who may no longer act, in every session at once. */
export async function stopRunsOf(env: Env, userId: string): Promise<void> {
  const running = await openDb(env.DB)
    .select({ id: chatSession.id })
    .from(chatSession)
    .where(and(eq(chatSession.userId, userId), ne(chatSession.run, "idle")));
  const stopped = running.map(({ id }) =>
    env.CHAT_SESSION.getByName(id)
      .stop()
      .catch((error: unknown) =>
        log("warn", "run_not_stopped", { session_id: id, ...errorFields(error) }),
      ),
  );
  await Promise.all(stopped);
}
