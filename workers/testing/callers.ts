/** Everybody who may knock at an endpoint, made row by row since sign-in is slow on purpose. */
import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import type { Role } from "#contract/common";
import type { KeyScope } from "#contract/endpoint";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { newKey } from "../auth/keys/key-format.ts";
import { totpSecret } from "../auth/second-factor/second-factor.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { accessRequest } from "../people/requests/access-request.sql.ts";
import { openDb, runBatch, type Statement } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import { sha256Hex } from "../platform/hash.ts";

const db = openDb(env.DB);
const origin = "http://engawa.test";

/** What a caller is, as far as the contract can see. */
export interface Kind {
  /** Nobody is there, or nobody that may act: with the code guarded endpoints answer. */
  readonly refusal?: string;
  readonly role?: Role;
  /** A granted elevation is in force (U-140). */
  readonly elevated?: true;
  readonly key?: readonly KeyScope[];
  /** How long ago something was proved, and by what; absent: never. */
  readonly proved?: { readonly by: "password" | "second_factor"; readonly ago: number };
  readonly factor?: true;
  readonly restricted?: "password" | "second_factor";
  readonly account?: Partial<typeof user.$inferInsert>;
  readonly login?: Partial<typeof userSession.$inferInsert>;
  readonly keyRow?: Partial<typeof apiKey.$inferInsert>;
  /** An administrator acts as this person (T-24). */
  readonly acting?: true;
  /** Sends no cookie at all, or one nobody signed. */
  readonly cookie?: "none" | "forged";
}

const byPassword = { by: "password", ago: 60_000 } as const;
const byFactor = { by: "second_factor", ago: 60_000 } as const;
const day = 24 * hour;
const past = () => new Date(Date.now() - hour);
const soon = () => new Date(Date.now() + hour);

export const callers: Readonly<Record<string, Kind>> = {
  nobody: { refusal: "AUTH_002", cookie: "none" },
  "a forged cookie": { refusal: "AUTH_002", role: "admin", cookie: "forged" },
  "a sign-in that was ended": { refusal: "AUTH_002", role: "admin", login: { isActive: false } },
  "a sign-in that expired": { refusal: "AUTH_002", role: "admin", login: { expiresAt: past() } },
  "a sign-in left idle": {
    refusal: "AUTH_002",
    role: "admin",
    login: { loginAt: past(), lastActivityAt: new Date(Date.now() - 1.01 * hour) },
  },
  "an administrator who acts as a user": { role: "user", acting: true },
  "a guest": { role: "guest", account: { expiresAt: soon() } },
  "a guest whose stay is over": {
    refusal: "AUTH_002",
    role: "guest",
    account: { expiresAt: past() },
  },
  "a user": { role: "user", proved: byPassword },
  "a user who proved nothing lately": {
    role: "user",
    proved: { by: "password", ago: 11 * 60_000 },
  },
  "a user with a second factor": { role: "user", factor: true, proved: byFactor },
  "a user with a second factor who showed the password": {
    role: "user",
    factor: true,
    proved: byPassword,
  },
  "a user granted the administrator's role": {
    role: "user",
    elevated: true,
    factor: true,
    proved: byFactor,
  },
  "an administrator without a second factor": { role: "admin", proved: byPassword },
  "an administrator": { role: "admin", factor: true, proved: byFactor },
  "an administrator who proved it too long ago": {
    role: "admin",
    factor: true,
    proved: { by: "second_factor", ago: 11 * 60_000 },
  },
  "an administrator who must change the password": {
    role: "admin",
    factor: true,
    proved: byFactor,
    restricted: "password",
    account: { mustChangePassword: true },
  },
  "a user whose time to set up a second factor is over": {
    role: "user",
    proved: byPassword,
    restricted: "second_factor",
    account: { factorAskedAt: new Date(Date.now() - 400 * 24 * hour) },
  },
  "a key that reads": { role: "user", key: ["read"] },
  "a key that writes": { role: "user", key: ["write"] },
  "a key that reads and writes": { role: "user", key: ["read", "write"] },
  "an administrator's key without that scope": { role: "admin", key: ["read", "write"] },
  "an administrator's key": { role: "admin", key: ["read", "write", "admin"] },
  "an administrators' key of who is none any more": {
    role: "user",
    key: ["read", "write", "admin"],
  },
  "a key that was revoked": {
    refusal: "KEY_001",
    role: "user",
    key: ["read", "write"],
    keyRow: { revokedAt: past() },
  },
  "a key that expired": {
    refusal: "KEY_001",
    role: "user",
    key: ["read", "write"],
    keyRow: { expiresAt: past() },
  },
  "a key nobody used for 90 days": {
    refusal: "KEY_001",
    role: "admin",
    key: ["read", "write", "admin"],
    keyRow: { createdAt: new Date(Date.now() - 90 * day), expiresAt: null },
  },
  "a key from an address that is not its own": {
    refusal: "KEY_003",
    role: "admin",
    key: ["read", "write", "admin"],
    keyRow: { allowedAddresses: ["203.0.113.7"] },
  },
  "a suspended user's key": {
    refusal: "AUTH_011",
    role: "user",
    key: ["read", "write"],
    account: { suspendedUntil: soon() },
  },
  "a locked administrator's key": {
    refusal: "AUTH_003",
    role: "admin",
    key: ["read", "write", "admin"],
    account: { status: "locked" },
  },
  "a disabled user's key": {
    refusal: "KEY_001",
    role: "user",
    key: ["read", "write"],
    account: { status: "disabled" },
  },
  "a suspended user": {
    refusal: "AUTH_011",
    role: "user",
    account: { suspendedUntil: soon() },
  },
  "a locked user": { refusal: "AUTH_003", role: "user", account: { status: "locked" } },
  "a disabled administrator": {
    refusal: "AUTH_026",
    role: "admin",
    account: { status: "disabled" },
  },
  "a deleted user": { refusal: "AUTH_002", role: "user", account: { status: "deleted" } },
};

async function cookieFor(secret: string, { cookie, acting }: Kind): Promise<string> {
  const key = cookie === "forged" ? "x".repeat(40) : env.SECRET_KEY;
  const token = await new SignJWT({ sec: secret })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(acting ? "engawa-acting" : "engawa-login")
    .setIssuedAt()
    .setExpirationTime(soon())
    .sign(new TextEncoder().encode(key));
  return `${acting ? "engawa_acting" : "engawa_login"}=${token}`;
}

/** The administrator's own sign-in, which goes with every other as whom they act. */
async function newActing(kind: Kind): Promise<Record<string, string>> {
  const [id, login] = [crypto.randomUUID(), crypto.randomUUID()];
  const own = await newCaller({
    role: "admin",
    factor: true,
    proved: byFactor,
    account: { id },
    login: { id: login },
  });
  const goesWith = { impersonatorId: id, impersonatorLogin: login, reason: "a test" };
  const other = await newRows({ ...kind, login: goesWith });
  return { origin, cookie: `${own["cookie"]}; ${other["cookie"]}` };
}

/** A new caller of that kind: the headers they send. */
export const newCaller = (kind: Kind): Promise<Record<string, string>> =>
  kind.acting ? newActing(kind) : newRows(kind);

async function newRows(kind: Kind): Promise<Record<string, string>> {
  if (kind.cookie === "none") return { origin };
  const id = kind.account?.id ?? crypto.randomUUID();
  const now = new Date();
  const role = kind.role ?? "user";
  const rows: Statement[] = [];
  if (kind.factor) {
    rows.push(
      db.insert(totpSecret).values({ userId: id, secret: "none", lastStep: 0, createdAt: now }),
    );
  }
  if (kind.elevated) {
    rows.push(
      db.insert(accessRequest).values({
        id: crypto.randomUUID(),
        kind: "elevation",
        userId: id,
        reason: "a test",
        status: "approved",
        endsAt: soon(),
        createdAt: now,
      }),
    );
  }
  const secret = kind.key ? newKey() : crypto.randomUUID();
  const hash = await sha256Hex(secret);
  rows.push(
    kind.key
      ? db.insert(apiKey).values({
          id: crypto.randomUUID(),
          userId: id,
          name: "test",
          keyHash: hash,
          lastFour: secret.slice(-4),
          scopes: [...kind.key],
          allowedAddresses: [],
          limits: {},
          createdAt: now,
          expiresAt: soon(),
          ...kind.keyRow,
        })
      : db.insert(userSession).values({
          id: crypto.randomUUID(),
          userId: id,
          sessionTokenHash: hash,
          loginAt: now,
          lastActivityAt: now,
          expiresAt: soon(),
          provedAt: kind.proved ? new Date(now.getTime() - kind.proved.ago) : null,
          provedBy: kind.proved?.by ?? null,
          ...kind.login,
        }),
  );
  const account = {
    id,
    email: `${id}@example.test`,
    name: `Caller ${id.slice(0, 4)}`,
    role,
    status: "active",
    createdAt: now,
    updatedAt: now,
    ...kind.account,
  } as const;
  await runBatch(db, db.insert(user).values(account), ...rows);
  if (kind.key) return { "x-api-key": secret };
  return { origin, cookie: await cookieFor(secret, kind) };
}
