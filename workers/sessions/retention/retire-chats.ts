import { and, eq, exists, isNull, lte } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { chatSession } from "../chat-session.sql.ts";

const perRun = 200;

/**
 * C-07: a chat nobody used for 90 days goes to the bin; after 30 days it counts as archived already
 * (see statusOf). Of who is on hold everything stays (U-106).
 */
export async function retireChats(env: Env, now = Date.now()): Promise<number> {
  const { chat_history_days: days } = await readSettings(env);
  if (days === 0) return 0;
  const db = openDb(env.DB);
  const unused = and(
    isNull(chatSession.deletedAt),
    eq(chatSession.run, "idle"),
    lte(chatSession.lastActivityAt, new Date(now - days * day)),
  );
  const due = await db
    .select({ id: chatSession.id, status: chatSession.status })
    .from(chatSession)
    .innerJoin(user, and(eq(user.id, chatSession.userId), eq(user.hold, false)))
    .where(unused)
    .limit(perRun);
  let retired = 0;
  for (const { id, status } of due) {
    try {
      const mine = and(eq(chatSession.id, id), unused);
      await runBatch(
        db,
        assertStatement(
          db,
          exists(db.select({ id: chatSession.id }).from(chatSession).where(mine)),
        ),
        db
          .update(chatSession)
          .set({ status: "terminated", deletedAt: new Date(now) })
          .where(mine),
        auditStatement(db, null, bySystem, {
          event: "DATA_CHANGE",
          action: "DELETE",
          resource: ["SESSION", id],
          before: { status },
          after: { status: "terminated" },
          metadata: { reason: "UNUSED", days },
        }),
      );
      await env.CHAT_SESSION.getByName(id).close();
      retired += 1;
    } catch (error) {
      if (isRefused(error)) continue;
      log("error", "chat_not_retired", { session_id: id, ...errorFields(error) });
    }
  }
  return retired;
}
