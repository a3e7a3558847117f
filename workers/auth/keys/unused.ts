import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import type { Settings } from "../../settings/schema.ts";
import { closeSocketsOfLogin } from "../open-sockets.ts";
import { apiKey } from "./api-key.sql.ts";

const perRun = 100;

/** A key last used (or made) at this instant or before has been unused for too long (U-055). */
export const unusedSince = (settings: Settings, now: number): Date =>
  new Date(now - settings.api_key_unused_days * day);

/** Switches off, tells its owner and records what nobody used; at most a hundred keys at once. Answers how many. */
export async function switchOffUnusedKeys(env: Env, now = Date.now()): Promise<number> {
  const db = openDb(env.DB);
  const since = unusedSince(await readSettings(env), now);
  const lastUse = sql`coalesce(${apiKey.lastUsedAt}, ${apiKey.createdAt})`;
  const unused = and(isNull(apiKey.revokedAt), lte(lastUse, since.getTime()));
  const keys = await db.select().from(apiKey).where(unused).limit(perRun);
  let ended = 0;
  for (const key of keys) {
    const mine = and(eq(apiKey.id, key.id), unused);
    const isOff = await runIfHolds(
      db,
      assertStatement(db, sql`exists(select 1 from ${apiKey} where ${mine})`),
      db
        .update(apiKey)
        .set({ revokedAt: new Date(now), revokedReason: "unused" })
        .where(mine),
      noticeStatement(db, key.userId, {
        id: `${key.id}`,
        kind: "api_key_unused",
        severity: "warning",
        data: { name: key.name, last_four: key.lastFour },
        link: "/account/keys",
      }),
      auditStatement(
        db,
        null,
        { ip: null, userAgent: null },
        {
          once: { id: key.id, at: now },
          event: "SECURITY",
          action: "KEY_UNUSED",
          resource: ["API_KEY", key.id],
          before: { status: "active" },
          after: { status: "unused" },
        },
      ),
    );
    if (!isOff) continue;
    ended += 1;
    await closeSocketsOfLogin(env, key.id);
  }
  return ended;
}
