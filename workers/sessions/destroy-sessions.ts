import { eq, type SQL } from "drizzle-orm";
import { openSocket } from "../auth/open-socket.sql.ts";
import { openDb, runBatch, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { project } from "../projects/project.sql.ts";
import { chatSession } from "./chat-session.sql.ts";

/** Sessions of one step, and how many of them at the same time. */
const perStep = 100;
const parallel = 5;

/** What went for good, as its record names it: a chat by its project, since its title is its owner's. */
export interface Gone {
  readonly type: "SESSION" | "PROJECT";
  readonly id: string;
  readonly ownerId: string;
  readonly project: { readonly id: string; readonly name: string };
  /** Of a project: what its files took. */
  readonly bytes?: number;
}

export interface Destroyed {
  readonly done: number;
  /** Whether some are left: those of the next step, and those that failed. */
  readonly left: boolean;
}

/**
 * Destroys chats for good: each object with all it holds, then its row. One that fails is left for
 * the next time and keeps no other from going. `record` is written with each row's end.
 */
export async function destroySessions(
  env: Env,
  which: SQL | undefined,
  record: (gone: Gone) => readonly Statement[] = () => [],
): Promise<Destroyed> {
  const db = openDb(env.DB);
  const rows = await db
    .select({
      id: chatSession.id,
      userId: chatSession.userId,
      projectId: chatSession.projectId,
      projectName: project.name,
    })
    .from(chatSession)
    .innerJoin(project, eq(project.id, chatSession.projectId))
    .where(which)
    .limit(perStep);
  let done = 0;
  const queue = rows.values();
  const worker = async () => {
    for (const row of queue) {
      try {
        await env.CHAT_SESSION.getByName(row.id).destroy();
        await runBatch(
          db,
          db.delete(openSocket).where(eq(openSocket.chatSessionId, row.id)),
          db.delete(chatSession).where(eq(chatSession.id, row.id)),
          ...record({
            type: "SESSION",
            id: row.id,
            ownerId: row.userId,
            project: { id: row.projectId, name: row.projectName },
          }),
        );
        done += 1;
      } catch (error) {
        log("error", "session_not_destroyed", { session_id: row.id, ...errorFields(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return { done, left: done < rows.length || rows.length === perStep };
}
