/** Putting sessions away and taking them back (C-04): their objects work on, only the count changes. */
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { SessionInfo } from "#contract/session";
import type { Limit } from "../meter/rpc.ts";
import { auditStatement } from "../platform/audit.ts";
import { runBatch, type Db } from "../platform/db.ts";
import type { Actor, Origin } from "../platform/http.ts";
import { chatSession } from "./chat-session.sql.ts";
import { isOverHeld, overHeld, titleIfRoom } from "./held.ts";
import { getSession } from "./service.ts";

const record = (db: Db, actor: Actor, id: string, origin: Origin, archived: boolean) =>
  auditStatement(db, actor, origin, {
    event: "DATA_CHANGE",
    action: archived ? "ARCHIVE" : "UNARCHIVE",
    resource: ["SESSION", id],
    before: { archived: !archived },
    after: { archived },
  });

export async function archiveSession(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<SessionInfo> {
  const before = await getSession(db, actor, id);
  if (before.archived_at !== null) return before;
  await runBatch(
    db,
    db
      .update(chatSession)
      .set({ archivedAt: new Date() })
      .where(and(eq(chatSession.id, id), isNull(chatSession.archivedAt))),
    record(db, actor, id, origin, true),
  );
  return getSession(db, actor, id);
}

/** Throws SESSION_001 where too many are held already. */
export async function unarchiveSession(
  db: Db,
  actor: Actor,
  id: string,
  limit: Limit,
  origin: Origin,
): Promise<SessionInfo> {
  const before = await getSession(db, actor, id);
  if (before.archived_at === null) return before;
  const title = titleIfRoom(actor.id, limit, sql`${chatSession.title}`);
  try {
    await runBatch(
      db,
      db
        .update(chatSession)
        .set({ archivedAt: null, lastActivityAt: new Date(), title })
        .where(and(eq(chatSession.id, id), isNotNull(chatSession.archivedAt))),
      record(db, actor, id, origin, false),
    );
  } catch (error) {
    throw isOverHeld(error) ? await overHeld(db, actor.id, limit) : error;
  }
  return getSession(db, actor, id);
}
