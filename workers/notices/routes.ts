import { and, count, desc, eq, inArray, isNull } from "drizzle-orm";
import { Hono } from "hono";
import * as contract from "#contract/notice";
import type { Notice } from "#contract/notice";
import { openDb, type Db } from "../platform/db.ts";
import type { AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { notice } from "./notice.sql.ts";

export const noticeRoutes = new Hono<AppEnv>();

/** What the inbox shows; older ones are kept for the export of one's data. */
const shown = 100;

const toNotice = (row: typeof notice.$inferSelect): Notice => ({
  id: row.id,
  kind: row.kind as Notice["kind"],
  severity: row.severity,
  data: row.data,
  link: row.link,
  created_at: row.createdAt.toISOString(),
  read_at: row.readAt?.toISOString() ?? null,
});

const unreadOf = (userId: string) => and(eq(notice.userId, userId), isNull(notice.readAt));

async function listNotices(db: Db, userId: string) {
  const [rows, unread] = await db.batch([
    db
      .select()
      .from(notice)
      .where(eq(notice.userId, userId))
      .orderBy(desc(notice.createdAt), notice.id)
      .limit(shown),
    db.select({ count: count() }).from(notice).where(unreadOf(userId)),
  ]);
  return { items: rows.map(toNotice), unread: unread[0]?.count ?? 0 };
}

implement(noticeRoutes, contract.listNotices, (c, { actor }) =>
  listNotices(openDb(c.env.DB), actor.id),
);

/** Ids of other people's notices change nothing. */
implement(noticeRoutes, contract.readNotices, async (c, { actor, json }) => {
  const which = json.ids ? inArray(notice.id, json.ids) : undefined;
  await openDb(c.env.DB)
    .update(notice)
    .set({ readAt: new Date() })
    .where(and(unreadOf(actor.id), which));
});
