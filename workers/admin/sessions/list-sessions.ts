import { and, asc, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { listAllSessions as contract } from "#contract/admin-session";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { spanOf } from "../../platform/page-span.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { filterOf, inBypass, sessionRows, toAnySession } from "./session-rows.ts";

type Query = QueryOf<typeof contract>;

const here = isNull(chatSession.deletedAt);
/** The same, of the few an index of their own finds: hence the plus. */
const hereOfFew = sql`+${chatSession.deletedAt} is null`;

function orderOf({ sort_by, sort_order }: Query, reversed = false) {
  const by = {
    last_activity: chatSession.lastActivityAt,
    created_at: chatSession.createdAt,
    cost: chatSession.costMicroUsd,
    messages: chatSession.messageCount,
  }[sort_by];
  const direction = (sort_order === "asc") === reversed ? desc : asc;
  return [direction(by), direction(chatSession.id)];
}

/** What is shown of a session is read for those of the page alone, not for those it passes over. */
export async function listSessions(
  db: Db,
  query: Query,
  now = Date.now(),
): Promise<OutputOf<typeof contract>> {
  const where = filterOf(query, now);
  const { page, limit } = query;
  const countOf = (condition: typeof where) =>
    db.select({ count: count() }).from(chatSession).where(condition);
  const span = await spanOf(query, async () => (await countOf(where))[0]?.count ?? 0);
  const ids = db
    .select({ id: chatSession.id })
    .from(chatSession)
    .where(where)
    .orderBy(...orderOf(query, span.reversed))
    .limit(span.limit)
    .offset(span.offset);
  const [rows, found, all, running, waiting, bypass] = await db.batch([
    sessionRows(db)
      .where(inArray(chatSession.id, ids))
      .orderBy(...orderOf(query)),
    countOf(where),
    countOf(here),
    countOf(and(eq(chatSession.run, "running"), here)),
    countOf(and(eq(chatSession.run, "waiting"), here)),
    countOf(and(inBypass(now), hereOfFew)),
  ]);
  const total = found[0]?.count ?? 0;
  return {
    items: rows.map((row) => toAnySession(row, now)),
    total,
    page,
    limit,
    total_pages: Math.ceil(total / limit),
    statistics: {
      total: all[0]?.count ?? 0,
      running: running[0]?.count ?? 0,
      waiting: waiting[0]?.count ?? 0,
      bypass: bypass[0]?.count ?? 0,
    },
  };
}
