import { and, eq, isNull, lt, or } from "drizzle-orm";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { sha256Hex } from "../../platform/hash.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { readSettings } from "../../settings/read-settings.ts";
import type { Settings } from "../../settings/schema.ts";
import type { LoginCheck } from "../logins.ts";
import { personOf, refusalOf, standingColumns } from "../person.ts";
import { user } from "../user.sql.ts";
import { isAllowed } from "./addresses.ts";
import { apiKey } from "./api-key.sql.ts";
import { isWellFormed } from "./key-format.ts";
import { unusedSince } from "./unused.ts";

type Key = typeof apiKey.$inferSelect;
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>["get"]>>>;

/** Last use is written at most this often. */
const touchEvery = 60_000;

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

/** Only on a developer's machine does a request come without the address of who sent it. */
const addressesOf = (origin: Origin): string[] =>
  origin.ip === null ? ["127.0.0.1", "::1"] : [origin.ip];

const mayComeFrom = (key: Key, origin: Origin): boolean =>
  key.allowedAddresses.length === 0 ||
  addressesOf(origin).some((address) => isAllowed(address, key.allowedAddresses));

const hour = 3_600_000;

/** A key that is known but comes from elsewhere may have leaked: on record once an hour for each address. */
async function recordForeignUse(db: Db, key: Key, origin: Origin): Promise<void> {
  const at = Date.now();
  const hash = await sha256Hex(`key-address:${key.id}:${origin.ip}:${Math.floor(at / hour)}`);
  await runBatch(
    db,
    auditStatement(db, { id: key.userId }, origin, {
      once: { id: hash.slice(0, 36), at },
      event: "SECURITY",
      action: "KEY_ADDRESS_REFUSED",
      resource: ["API_KEY", key.id],
      severity: "WARNING",
    }),
  );
}

/** Who a key is, or why it is nobody. A key that cannot be one is refused without a look at D1. */
export async function findKeyBySecret(
  env: Env,
  secret: string,
  origin: Origin,
): Promise<LoginCheck> {
  if (!isWellFormed(secret)) return refused();
  const db = openDb(env.DB);
  const [hash, settings] = await Promise.all([sha256Hex(secret), readSettings(env)]);
  const row = await select(db).where(eq(apiKey.keyHash, hash)).get();
  const found = check(row, settings);
  if (row && found.actor && !mayComeFrom(row.key, origin)) {
    await recordForeignUse(db, row.key, origin);
    return { actor: null, refusal: new AppError("KEY_003") };
  }
  return found;
}

/** For open sockets and streams, which ask again now and then. */
export async function findKeyById(env: Env, id: string): Promise<LoginCheck> {
  const settings = await readSettings(env);
  return check(await select(openDb(env.DB)).where(eq(apiKey.id, id)).get(), settings);
}

/** Of requests at once only the first writes. */
export const touchKey = (db: Db, id: string, ip: string | null) =>
  db
    .update(apiKey)
    .set({ lastUsedAt: new Date(), ...(ip === null ? {} : { lastUsedIp: ip }) })
    .where(
      and(
        eq(apiKey.id, id),
        or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, new Date(Date.now() - touchEvery))),
      ),
    );
