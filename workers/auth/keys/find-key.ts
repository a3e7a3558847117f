import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { sha256Hex } from "../../platform/hash.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { readSettings } from "../../settings/read-settings.ts";
import type { Settings } from "../../settings/schema.ts";
import type { LoginCheck } from "../logins.ts";
import { noteSeen, touchEvery } from "../note-seen.ts";
import { personOf, refusalOf, standingColumns } from "../person.ts";
import { user } from "../user.sql.ts";
import { isListed } from "../../platform/http/site-rules.ts";
import { apiKey } from "./api-key.sql.ts";
import { isFamiliar, noteKey } from "./familiar-keys.ts";
import { isWellFormed } from "./key-format.ts";
import { unusedSince } from "./unused.ts";

type Key = typeof apiKey.$inferSelect;
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>["get"]>>>;

const select = (db: Db) =>
  db
    .select({ key: apiKey, account: user, ...standingColumns })
    .from(apiKey)
    .innerJoin(user, eq(user.id, apiKey.userId));

const refused = (): LoginCheck => ({ actor: null, refusal: new AppError("KEY_001") });

function check(row: Row | undefined, settings: Settings): LoginCheck {
  const now = Date.now();
  if (!row || row.key.revokedAt !== null) return refused();
  const { key, account } = row;
  if (key.expiresAt !== null && key.expiresAt.getTime() <= now) return refused();
  if ((key.lastUsedAt ?? key.createdAt) <= unusedSince(settings, now)) return refused();
  const refusal = refusalOf(account, now);
  if (refusal !== null) return refusal ? { actor: null, refusal } : refused();
  const actor: Actor = {
    // An elevation is a person's, for what they do themselves; their keys stay what they were.
    ...personOf({ ...row, elevatedUntil: null }, settings, now),
    login_id: key.id,
    login_expires_at: key.expiresAt ?? new Date(now + touchEvery),
    key: { id: key.id, scopes: key.scopes, limits: key.limits },
    proved: null,
  };
  return { actor, touch: (key.lastUsedAt?.getTime() ?? 0) + touchEvery <= now };
}

const mayComeFrom = (key: Key, origin: Origin): boolean =>
  isListed(origin.ip, key.allowedAddresses);

/**
 * A key that is known but comes from elsewhere may have leaked, as one that ended and is still tried
 * (U-144): on record once an hour for each address.
 */
async function recordRefusal(
  db: Db,
  key: Key,
  origin: Origin,
  action: "KEY_ADDRESS_REFUSED" | "KEY_REFUSED",
): Promise<void> {
  const at = Date.now();
  const hash = await sha256Hex(`${action}:${key.id}:${origin.ip}:${Math.floor(at / hour)}`);
  await runBatch(
    db,
    auditStatement(db, { id: key.userId }, origin, {
      once: { id: hash.slice(0, 36), at },
      event: "SECURITY",
      action,
      resource: ["API_KEY", key.id],
      severity: "WARNING",
    }),
  );
}

/**
 * Who a key is, or why it is nobody. A key that cannot be one is refused without a look at D1; one that
 * this isolate does not know costs its sender a turn first, by `beforeStranger` (T-16).
 */
export async function findKeyBySecret(
  env: Env,
  secret: string,
  origin: Origin,
  beforeStranger: () => Promise<void>,
): Promise<LoginCheck> {
  if (!isWellFormed(secret)) return refused();
  const db = openDb(env.DB);
  const [hash, settings] = await Promise.all([sha256Hex(secret), readSettings(env)]);
  if (!isFamiliar(hash)) await beforeStranger();
  const row = await select(db).where(eq(apiKey.keyHash, hash)).get();
  const found = check(row, settings);
  noteKey(hash, Boolean(found.actor));
  if (row && found.actor && !mayComeFrom(row.key, origin)) {
    await recordRefusal(db, row.key, origin, "KEY_ADDRESS_REFUSED");
    return { actor: null, refusal: new AppError("KEY_003") };
  }
  if (row && !found.actor) await recordRefusal(db, row.key, origin, "KEY_REFUSED");
  return found;
}

/** For open sockets and streams, which ask again now and then. */
export async function findKeyById(env: Env, id: string): Promise<LoginCheck> {
  const settings = await readSettings(env);
  return check(await select(openDb(env.DB)).where(eq(apiKey.id, id)).get(), settings);
}

/** Of requests at once only the first writes. */
export const touchKey = (db: Db, id: string, ip: string | null): [Statement, Statement] => [
  db
    .update(apiKey)
    .set({ lastUsedAt: new Date(), ...(ip === null ? {} : { lastUsedIp: ip }) })
    .where(
      and(
        eq(apiKey.id, id),
        or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, new Date(Date.now() - touchEvery))),
      ),
    ),
  noteSeen(db, sql`select user_id from api_key where id = ${id}`),
];
