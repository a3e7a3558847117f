/** Putting sessions away and taking them back (C-04): their objects work on, only the count changes. */
import { sql } from "drizzle-orm";
import type { SessionInfo } from "#contract/session";
import type { Limit } from "../meter/rpc.ts";
import { auditStatement } from "../platform/records/audit.ts";
import type { Db } from "../platform/db.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { assertStill, untilWritten, writeEdit } from "../platform/write-edit.ts";
import { chatSession } from "./chat-session.sql.ts";
import { isOverHeld, overHeld, titleIfRoom } from "./held.ts";
import { getSession, ownSession } from "./service.ts";

const record = (db: Db, actor: Actor, id: string, origin: Origin, archived: boolean) =>
  auditStatement(db, actor, origin, {
    event: "DATA_CHANGE",
    action: archived ? "ARCHIVE" : "UNARCHIVE",
    resource: ["SESSION", id],
    before: { archived: !archived },
    after: { archived },
  });

/** Of several at once the first changes it; the others find it so. Throws SESSION_002. */
export async function archiveSession(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<SessionInfo> {
  const own = ownSession(actor, id);
  await untilWritten(async () => {
    const before = await getSession(db, actor, id);
    if (before.archived_at !== null) return;
    await writeEdit(
      db,
      assertStill(db, chatSession, own, { archivedAt: null }),
      db.update(chatSession).set({ archivedAt: new Date() }).where(own),
      record(db, actor, id, origin, true),
    );
  });
  return getSession(db, actor, id);
}

/** As `archiveSession`. Throws SESSION_001 where too many are held already. */
export async function unarchiveSession(
  db: Db,
  actor: Actor,
  id: string,
  limit: Limit,
  origin: Origin,
): Promise<SessionInfo> {
  const own = ownSession(actor, id);
  const title = titleIfRoom(actor.id, limit, sql`${chatSession.title}`);
  const work = untilWritten(async () => {
    const { archived_at } = await getSession(db, actor, id);
    if (archived_at === null) return;
    await writeEdit(
      db,
      assertStill(db, chatSession, own, { archivedAt: new Date(archived_at) }),
      db
        .update(chatSession)
        .set({ archivedAt: null, lastActivityAt: new Date(), title })
        .where(own),
      record(db, actor, id, origin, false),
    );
  });
  try {
    await work;
  } catch (error) {
    throw isOverHeld(error) ? await overHeld(db, actor.id, limit) : error;
  }
  return getSession(db, actor, id);
}
