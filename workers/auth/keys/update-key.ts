import { and, eq, isNull, sql } from "drizzle-orm";
import type { ApiKeyInfo, LimitsChange, updateApiKey as updateEndpoint } from "#contract/api-key";
import type { JsonOf } from "#contract/endpoint";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { apiKey } from "./api-key.sql.ts";
import { toInfo } from "./service.ts";
import { unusedSince } from "./unused.ts";

type Key = typeof apiKey.$inferSelect;

/** As `json_patch` has it, for the record. */
const changed = (limits: Key["limits"], change: LimitsChange): Key["limits"] =>
  Object.fromEntries(
    Object.entries({ ...limits, ...change }).filter(([, value]) => typeof value === "number"),
  );

/**
 * A key's name and those of its own limits that are named, which hold from its next request; what it
 * may and where from stays as it was made. Two changes at once each keep theirs. Throws KEY_005, for others' keys and for one that is revoked meanwhile.
 */
export async function updateKey(
  env: Env,
  actor: Actor,
  id: string,
  { name, limits }: JsonOf<typeof updateEndpoint>,
  origin: Origin,
): Promise<ApiKeyInfo> {
  const db = openDb(env.DB);
  const mine = and(eq(apiKey.id, id), eq(apiKey.userId, actor.id), isNull(apiKey.revokedAt));
  const key = await db.select().from(apiKey).where(mine).get();
  if (!key) throw new AppError("KEY_005");
  const next = { name: name ?? key.name, limits: changed(key.limits, limits ?? {}) };
  try {
    await runBatch(
      db,
      assertStatement(
        db,
        sql`exists(select 1 from api_key where id = ${id} and revoked_at is null)`,
      ),
      db
        .update(apiKey)
        .set({
          name: next.name,
          limits: sql`json_patch(${apiKey.limits}, ${JSON.stringify(limits ?? {})})`,
        })
        .where(mine),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "UPDATE",
        resource: ["API_KEY", id],
        before: { name: key.name, limits: key.limits },
        after: next,
      }),
    );
  } catch (error) {
    if (isRefused(error)) throw new AppError("KEY_005");
    throw error;
  }
  await env.METER.getByName(actor.id).refresh();
  const now = await db.select().from(apiKey).where(eq(apiKey.id, id)).get();
  const stored = now ?? { ...key, ...next };
  return toInfo(stored, unusedSince(await readSettings(env), Date.now()), Date.now());
}
