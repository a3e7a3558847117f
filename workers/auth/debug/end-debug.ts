import { and, asc, eq, inArray, isNull, lt, lte } from "drizzle-orm";
import { auditStatement, bySystem } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { debugEntry, debugScope } from "./debug.sql.ts";

/** How long what was recorded can be looked at. */
const keptFor = day;
const perStep = 50;
/** Each has some thousands of records. */
const purgedPerStep = 2;

/** Debug mode ends by itself, and what it recorded is gone a day later (T-33). */
export async function endDebug(env: Env, now: number): Promise<void> {
  const db = openDb(env.DB);
  const [over, old] = await db.batch([
    db
      .select()
      .from(debugScope)
      .where(and(isNull(debugScope.endedAt), lte(debugScope.expiresAt, new Date(now))))
      .limit(perStep),
    db
      .select({ id: debugScope.id })
      .from(debugScope)
      .where(lt(debugScope.endedAt, new Date(now - keptFor)))
      .orderBy(asc(debugScope.enabledAt))
      .limit(purgedPerStep),
  ]);
  for (const { id, userId, expiresAt } of over) {
    await runBatch(
      db,
      db
        .update(debugScope)
        .set({ endedAt: expiresAt })
        .where(and(eq(debugScope.id, id), isNull(debugScope.endedAt))),
      auditStatement(db, null, bySystem, {
        event: "SECURITY",
        action: "DEBUG_ENDED",
        resource: ["USER", userId],
        metadata: { scope_id: id, reason: "time" },
      }),
    );
  }
  const gone = old.map(({ id }) => id);
  if (gone.length === 0) return;
  await runBatch(
    db,
    db.delete(debugEntry).where(inArray(debugEntry.scopeId, gone)),
    db.delete(debugScope).where(inArray(debugScope.id, gone)),
  );
}
