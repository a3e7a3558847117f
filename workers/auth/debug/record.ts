import { eq, sql } from "drizzle-orm";

import { debugEntriesMax, type DebugLevel } from "#contract/admin-debug";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { openDb, type Statement } from "../../platform/db.ts";
import type { DebugOn } from "../../platform/http/http.ts";
import { maskSecrets } from "../../platform/text/mask.ts";
import { debugEntry, debugScope } from "./debug.sql.ts";

export interface NewEntry {
  readonly at: number;
  readonly level: DebugLevel;
  /** request, query, object, storage, decision, tool, model. */
  readonly event: string;
  readonly requestId: string | null;
  readonly ms: number | null;
  /** Never what somebody asked, nor what stands in a file. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const rank: readonly DebugLevel[] = ["DEBUG", "INFO", "WARNING"];

export const isWanted = (level: DebugLevel, by: Pick<DebugOn, "level">): boolean =>
  rank.indexOf(level) >= rank.indexOf(by.level);

/** D1 binds at most 100 parameters a statement; a row has 7. */
const rowsPerStatement = 14;

/** Stores what was recorded while its scope is open and has room; else it is let go (T-33). */
export async function storeEntries(
  d1: D1Database,
  scope: string,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const db = openDb(d1);
  const now = Date.now();
  const inserts: Statement[] = [];
  for (let at = 0; at < entries.length; at += rowsPerStatement) {
    const rows = entries
      .slice(at, at + rowsPerStatement)
      .map(({ at: time, level, event, requestId, ms, fields }) => ({
        scopeId: scope,
        at: new Date(time),
        level,
        event,
        requestId,
        ms: ms === null ? null : Math.round(ms),
        fields: maskSecrets(fields),
      }));
    inserts.push(db.insert(debugEntry).values(rows));
  }
  await runIfHolds(
    db,
    assertStatement(
      db,
      sql`exists(select 1 from debug_scope where id = ${scope} and ended_at is null
          and expires_at > ${now} and entries + ${entries.length} <= ${debugEntriesMax})`,
    ),
    ...inserts,
    db
      .update(debugScope)
      .set({ entries: sql`${debugScope.entries} + ${entries.length}` })
      .where(eq(debugScope.id, scope)),
  );
}
