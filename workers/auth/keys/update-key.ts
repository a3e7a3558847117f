import { and, eq, isNull } from "drizzle-orm";
import type { ApiKeyInfo, LimitsChange, updateApiKey as updateEndpoint } from "#contract/api-key";
import type { JsonOf } from "#contract/endpoint";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { assertStill, saysTheSame, untilWritten, writeEdit } from "../../platform/write-edit.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { apiKey } from "./api-key.sql.ts";
import { toInfo } from "./service.ts";
import { unusedSince } from "./unused.ts";

type Key = typeof apiKey.$inferSelect;

/** What is not named stays; null takes a limit away. */
const changed = (limits: Key["limits"], change: LimitsChange): Key["limits"] =>
  Object.fromEntries(
    Object.entries({ ...limits, ...change }).filter(([, value]) => typeof value === "number"),
  );

/**
 * A key's name and those of its own limits that are named, which hold from its next request; what it
 * may and where from stays as it was made. Of changes at once each keeps its own. Throws KEY_005, for
 * others' keys and for one that is revoked meanwhile.
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
  const key = await untilWritten(async () => {
    const found = await db.select().from(apiKey).where(mine).get();
    if (!found) throw new AppError("KEY_005");
    const before = { name: found.name, limits: found.limits };
    const after = { name: name ?? found.name, limits: changed(found.limits, limits ?? {}) };
    if (saysTheSame(before, after)) return found;
    await writeEdit(
      db,
      assertStill(db, apiKey, mine, before),
      db.update(apiKey).set(after).where(mine),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "UPDATE",
        resource: ["API_KEY", id],
        before,
        after,
      }),
    );
    return { ...found, ...after };
  });
  await env.METER.getByName(actor.id).refresh();
  return toInfo(key, unusedSince(await readSettings(env), Date.now()), Date.now());
}
