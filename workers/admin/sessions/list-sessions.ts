import { and, asc, count, desc, eq, isNull } from "drizzle-orm";
import type { listAllSessions as contract } from "#contract/admin-session";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { filterOf, inBypass, sessionRows, toAnySession } from "./session-rows.ts";

type Query = QueryOf<typeof contract>;

const here = isNull(chatSession.deletedAt);

function orderOf({ sort_by, sort_order }: Query) {
  const by = {
    last_activity: chatSession.lastActivityAt,
    created_at: chatSession.createdAt,
    cost: chatSession.costMicroUsd,
    messages: chatSession.messageCount,
  }[sort_by];
  return [sort_order === "asc" ? asc(by) : desc(by), asc(chatSession.id)];
}

export async function listSessions(
  db: Db,
  query: Query,
  now = Date.now(),
): Promise<OutputOf<typeof contract>> {
  const where = filterOf(query, now);
  const { page, limit } = query;
  const countOf = (condition: typeof where) =>
    db.select({ count: count() }).from(chatSession).where(condition);
  const [rows, found, all, running, waiting, bypass] = await db.batch([
    sessionRows(db)
      .where(where)
      .orderBy(...orderOf(query))
      .limit(limit)
      .offset((page - 1) * limit),
    countOf(where),
    countOf(here),
    countOf(and(eq(chatSession.run, "running"), here)),
    countOf(and(eq(chatSession.run, "waiting"), here)),
    countOf(and(inBypass(now), here)),
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
