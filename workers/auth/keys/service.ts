import { and, desc, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { ApiKeyInfo, createApiKey as createEndpoint } from "#contract/api-key";
import type { JsonOf } from "#contract/endpoint";
import { mailStatements } from "../../mail/outbox.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { sha256Hex } from "../../platform/hash.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireRightOver } from "../../platform/lasting-role.ts";
import { assertStill, untilWritten, writeEdit } from "../../platform/write-edit.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { closeSocketsOfLogin } from "../open-sockets.ts";
import { recipientOfActor } from "../recipient.ts";
import { user } from "../user.sql.ts";
import { parseRange, showRange } from "../../platform/addresses.ts";
import { apiKey } from "./api-key.sql.ts";
import { hintOf, newKey } from "./key-format.ts";
import { liveKeysOf } from "./live-keys.ts";
import { unusedSince } from "./unused.ts";

type Key = typeof apiKey.$inferSelect;
type NewKey = JsonOf<typeof createEndpoint>;

/** U-055. */
const perPerson = 5;

/** Keys that ended long ago stay on record, not on the list. */
const shown = 50;

function statusOf(key: Key, unused: Date, now: number): ApiKeyInfo["status"] {
  if (key.revokedAt !== null) return key.revokedReason === "unused" ? "unused" : "revoked";
  if (key.expiresAt !== null && key.expiresAt.getTime() <= now) return "expired";
  return (key.lastUsedAt ?? key.createdAt) <= unused ? "unused" : "active";
}

export const toInfo = (key: Key, unused: Date, now: number): ApiKeyInfo => ({
  id: key.id,
  name: key.name,
  hint: hintOf(key.lastFour),
  permissions: key.scopes,
  allowed_addresses: key.allowedAddresses,
  limits: key.limits,
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  last_used_ip: key.lastUsedIp,
  status: statusOf(key, unused, now),
});

/** Throws KEY_005 where the person has no such key. */
export async function requireOwnKey(
  db: Db,
  actor: Pick<Actor, "id">,
  keyId: string,
): Promise<void> {
  const mine = and(eq(apiKey.id, keyId), eq(apiKey.userId, actor.id));
  if ((await db.$count(apiKey, mine)) === 0) throw new AppError("KEY_005");
}

export async function listKeys(
  env: Env,
  actor: Pick<Actor, "id">,
): Promise<{ items: ApiKeyInfo[]; max_days: number }> {
  const settings = await readSettings(env);
  const now = Date.now();
  const rows = await openDb(env.DB)
    .select()
    .from(apiKey)
    .where(eq(apiKey.userId, actor.id))
    .orderBy(sql`${apiKey.revokedAt} is not null`, desc(apiKey.createdAt), apiKey.id)
    .limit(shown);
  const unused = unusedSince(settings, now);
  return {
    items: rows.map((row) => toInfo(row, unused, now)),
    max_days: settings.api_key_max_days,
  };
}

const wrong = (path: string, message: string): AppError =>
  new AppError("REQUEST_001", undefined, [{ path: `json.${path}`, message }]);

/** In one spelling each, none twice. Throws REQUEST_001. */
function normalAddresses(given: readonly string[]): string[] {
  const ranges = given.map((text, at) => {
    const range = parseRange(text);
    if (!range) throw wrong(`allowed_addresses.${at}`, "not an IP address or CIDR range");
    return showRange(range);
  });
  return [...new Set(ranges)];
}

/**
 * Fails the batch it stands in where a person has more live keys than may be: a name may not be
 * null. Of requests at once, D1 runs one batch after the other.
 */
const refuseSixth = (db: Db, id: string, userId: string, now: number): Statement =>
  db
    .update(apiKey)
    .set({ name: sql`null` })
    .where(
      and(
        eq(apiKey.id, id),
        sql`(select count(*) from ${apiKey} where ${liveKeysOf(userId, now)}) > ${perPerson}`,
      ),
    );

const isSixth = (error: unknown): boolean =>
  /NOT NULL/.test(String(error)) || /NOT NULL/.test(String((error as Error).cause));

/** Who was thrown out in this moment leaves no key behind. */
const isSignedIn = (loginId: string): SQL =>
  sql`exists(select 1 from user_session where id = ${loginId} and is_active = 1)`;

/** Throws KEY_002 for a scope the role has not, KEY_004 for a sixth key, REQUEST_001 for what cannot be. */
export async function createKey(
  env: Env,
  actor: Actor,
  input: NewKey,
  origin: Origin,
): Promise<ApiKeyInfo & { api_key: string }> {
  const db = openDb(env.DB);
  const settings = await readSettings(env);
  const days = input.expires_in_days ?? settings.api_key_max_days;
  if (days > settings.api_key_max_days) {
    throw wrong("expires_in_days", `at most ${settings.api_key_max_days}`);
  }
  const scopes = [...new Set(input.permissions)];
  if (scopes.includes("admin")) await requireBaseAdmin(db, actor);
  const now = Date.now();
  const secret = newKey();
  const key: Key = {
    id: crypto.randomUUID(),
    userId: actor.id,
    name: input.name,
    keyHash: await sha256Hex(secret),
    lastFour: secret.slice(-4),
    scopes,
    allowedAddresses: normalAddresses(input.allowed_addresses),
    limits: input.limits,
    createdAt: new Date(now),
    expiresAt: new Date(now + days * day),
    lastUsedAt: null,
    lastUsedIp: null,
    revokedAt: null,
    revokedReason: null,
  };
  const info = toInfo(key, unusedSince(settings, now), now);
  const mail = await mailStatements(db, env, {
    to: recipientOfActor(actor),
    event: "api_key_created",
    data: { key: key.name, ip: origin.ip ?? "-", at: key.createdAt },
  });
  try {
    await runBatch(
      db,
      assertStatement(db, isSignedIn(actor.login_id)),
      db.insert(apiKey).values(key),
      refuseSixth(db, key.id, actor.id, now),
      noticeStatement(db, actor.id, {
        kind: "api_key_created",
        data: { name: key.name, last_four: key.lastFour },
        link: "/account/keys",
      }),
      ...mail,
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "CREATE",
        resource: ["API_KEY", key.id],
        severity: scopes.includes("admin") ? "WARNING" : "INFO",
        after: recordOf(info),
      }),
    );
  } catch (error) {
    if (isRefused(error)) throw new AppError("AUTH_002");
    if (isSixth(error)) throw new AppError("KEY_004", { limit: perPerson });
    throw error;
  }
  return { ...info, api_key: secret };
}

const recordOf = (info: ApiKeyInfo): Record<string, unknown> => ({
  name: info.name,
  permissions: info.permissions,
  allowed_addresses: info.allowed_addresses,
  limits: info.limits,
  expires_at: info.expires_at,
});

/** An elevation passes; a key would keep what it was made with. */
async function requireBaseAdmin(db: Db, actor: Actor): Promise<void> {
  const row = await db.select({ role: user.role }).from(user).where(eq(user.id, actor.id)).get();
  if (row?.role !== "admin") throw new AppError("KEY_002", { required: "admin" });
}

/** Who is an administrator for a day takes no lasting one's keys away. Throws AUTH_004. */
async function requireRightOverOwner(db: Db, actor: Actor, ownerId: string): Promise<void> {
  const owner = await db.select({ role: user.role }).from(user).where(eq(user.id, ownerId)).get();
  if (owner) requireRightOver(actor, owner);
}

/**
 * At once: the next request is refused, what is open closes. Throws KEY_005, for others' keys alike,
 * and AUTH_004 where it takes a lasting administrator.
 */
export async function revokeKey(
  env: Env,
  actor: Actor,
  id: string,
  origin: Origin,
  /** Whose key it is, where an administrator revokes it. */
  ownerId = actor.id,
): Promise<void> {
  const db = openDb(env.DB);
  const mine = and(eq(apiKey.id, id), eq(apiKey.userId, ownerId), isNull(apiKey.revokedAt));
  const byOwner = ownerId === actor.id;
  await untilWritten(async () => {
    const key = await db.select().from(apiKey).where(mine).get();
    if (!key) throw new AppError("KEY_005");
    if (!byOwner) await requireRightOverOwner(db, actor, ownerId);
    await writeEdit(
      db,
      assertStill(db, apiKey, mine, { name: key.name }),
      db
        .update(apiKey)
        .set({ revokedAt: new Date(), revokedReason: byOwner ? "owner" : "admin" })
        .where(mine),
      noticeStatement(db, ownerId, {
        kind: byOwner ? "own_api_key_revoked" : "api_key_revoked",
        severity: "warning",
        data: { name: key.name, last_four: key.lastFour },
        link: "/account/keys",
      }),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "REVOKE",
        resource: ["API_KEY", id],
        before: { name: key.name, status: "active" },
        after: { name: key.name, status: "revoked" },
      }),
    );
  });
  await closeSocketsOfLogin(env, id);
}
