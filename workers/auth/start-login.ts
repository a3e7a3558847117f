import { eq } from "drizzle-orm";
import type { Me } from "#contract/auth";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { sha256Hex } from "../platform/hash.ts";
import { originOf, type Actor, type AppContext, type Origin } from "../platform/http/http.ts";
import { askForFactor } from "./ask-for-factor.ts";
import { newLoginSecret, readLoginCookie, writeLoginCookie } from "./cookie.ts";
import { endStay } from "./end-stay.ts";
import { meetDevice } from "./known-device.ts";
import { readSettings } from "../settings/read-settings.ts";
import { endLogin, findLoginById, findLoginBySecret, insertLogin, loginExpiry } from "./logins.ts";
import { meOf } from "./me.ts";
import { closeSocketsOfLogin } from "./open-sockets.ts";
import { user } from "./user.sql.ts";
import { placeOf } from "./watch/place.ts";
import { watchLogin } from "./watch/watch-login.ts";

export interface NewLogin {
  /** password, passkey, password+totp, oauth:github, invitation, setup, guest, … */
  readonly method: string;
  /** What the person just proved; it counts as fresh for step-up (see guard). */
  readonly proved: "password" | "second_factor" | null;
  /** Where the login must end before a day is over. */
  readonly until?: Date | null;
  /** Statements of the same batch: what the sign-in used up or made. */
  readonly with?: readonly Statement[];
}

/** The sign-in whose cookie this one takes the place of: nobody could end it any more. */
async function replacedLogin(c: AppContext): Promise<Actor | null> {
  const secret = await readLoginCookie(c);
  return secret === undefined ? null : (await findLoginBySecret(c.env, secret)).actor;
}

const endReplaced = (db: Db, replaced: Actor, origin: Origin): Statement[] => [
  endLogin(db, replaced.login_id, "MANUAL"),
  ...endStay(db, replaced),
  auditStatement(db, replaced, origin, {
    event: "ACCESS",
    action: "LOGOUT",
    resource: ["USER", replaced.id],
    metadata: { login_id: replaced.login_id, replaced: true },
  }),
];

/**
 * Signs somebody in who has proved enough: a login row of a secret nobody had before (no session
 * fixation), its audit row in the same batch, and the cookie. The one way in.
 */
export async function startLogin(c: AppContext, userId: string, login: NewLogin): Promise<Me> {
  const db = openDb(c.env.DB);
  const id = crypto.randomUUID();
  const secret = newLoginSecret();
  const expiresAt = login.until ?? loginExpiry();
  const origin = originOf(c);
  const settings = await readSettings(c.env);
  const device = await meetDevice(c, userId);
  const replaced = await replacedLogin(c);
  await runBatch(
    db,
    ...((login.with ?? []) as []),
    insertLogin(
      db,
      {
        id,
        userId,
        secretHash: await sha256Hex(secret),
        expiresAt,
        method: login.method,
        proved: login.proved,
        deviceHash: device.hash,
        place: placeOf(c),
      },
      origin,
    ),
    ...device.statements,
    ...(replaced ? endReplaced(db, replaced, origin) : []),
    db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, userId)),
    askForFactor(db, userId, settings),
    auditStatement(db, { id: userId, login_id: id }, origin, {
      event: "ACCESS",
      action: "LOGIN_SUCCESS",
      resource: ["USER", userId],
      metadata: { login_method: login.method, login_id: id },
    }),
  );
  const found = await findLoginById(c.env, id);
  if (!found.actor) throw found.refusal ?? new AppError("AUTH_001");
  await writeLoginCookie(c, secret, expiresAt);
  device.remember();
  if (replaced) await closeSocketsOfLogin(c.env, replaced.login_id);
  if (found.actor.role !== "guest") c.executionCtx.waitUntil(watchLogin(c.env, userId, id));
  c.set("actor", found.actor);
  c.get("activity").action = "LOGIN";
  return meOf(found.actor);
}
