import { and, asc, desc, eq, gt, inArray, lt } from "drizzle-orm";
import {
  DebugLevel,
  type DebugEntry,
  type listDebugEntries as contract,
} from "#contract/admin-debug";
import type { OutputOf, QueryOf } from "#contract/endpoint";
import { debugEntry } from "../../auth/debug/debug.sql.ts";
import type { Db } from "../../platform/db.ts";
import { getScope } from "./scopes.ts";

const toEntry = (row: typeof debugEntry.$inferSelect): DebugEntry => ({
  seq: row.seq,
  at: row.at.toISOString(),
  level: row.level,
  event: row.event,
  request_id: row.requestId,
  ms: row.ms,
  fields: row.fields,
});

/** A level and what is worse. */
const from = (level: DebugLevel) => DebugLevel.options.slice(DebugLevel.options.indexOf(level));

/** Throws SECURITY_004. */
export async function listEntries(
  db: Db,
  id: string,
  { level, event, request_id, before, limit }: QueryOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const scope = await getScope(db, id);
  const rows = await db
    .select()
    .from(debugEntry)
    .where(
      and(
        eq(debugEntry.scopeId, id),
        level === undefined ? undefined : inArray(debugEntry.level, from(level)),
        event === undefined ? undefined : eq(debugEntry.event, event),
        request_id === undefined ? undefined : eq(debugEntry.requestId, request_id),
        before === undefined ? undefined : lt(debugEntry.seq, before),
      ),
    )
    .orderBy(desc(debugEntry.seq))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toEntry);
  return {
    scope,
    items,
    next_before: rows.length > limit ? (items.at(-1)?.seq ?? null) : null,
  };
}

const perPage = 500;

/** One JSON a line, a page at a time. */
export function exportEntries(db: Db, id: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let last = 0;
  return new ReadableStream({
    async pull(controller) {
      const rows = await db
        .select()
        .from(debugEntry)
        .where(and(eq(debugEntry.scopeId, id), gt(debugEntry.seq, last)))
        .orderBy(asc(debugEntry.seq))
        .limit(perPage);
      last = rows.at(-1)?.seq ?? last;
      const lines = rows.map((row) => `${JSON.stringify(toEntry(row))}\n`).join("");
      if (lines !== "") controller.enqueue(encoder.encode(lines));
      if (rows.length < perPage) controller.close();
    },
  });
}
