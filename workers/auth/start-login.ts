import { eq } from "drizzle-orm";
import type { Me } from "#contract/auth";
import { auditStatement } from "../platform/audit.ts";
import { openDb, runBatch, type Statement } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { sha256Hex } from "../platform/hash.ts";
import { originOf, type AppContext } from "../platform/http.ts";
import { askForFactor } from "./ask-for-factor.ts";
import { newLoginSecret, writeLoginCookie } from "./cookie.ts";
import { meetDevice } from "./known-device.ts";
import { readSettings } from "../settings/read-settings.ts";
import { findLoginById, insertLogin, loginExpiry } from "./logins.ts";
import { meOf } from "./me.ts";
import { user } from "./user.sql.ts";

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
  const device = login.method === "guest" ? null : await meetDevice(c, userId);
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
        deviceHash: device?.hash ?? null,
      },
      origin,
    ),
    ...(device?.statements ?? []),
    db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, userId)),
    askForFactor(db, userId, settings),
    auditStatement(db, { id: userId }, origin, {
      event: "ACCESS",
      action: "LOGIN_SUCCESS",
      resource: ["USER", userId],
      metadata: { login_method: login.method, login_id: id },
    }),
  );
  const found = await findLoginById(c.env, id);
  if (!found.actor) throw found.refusal ?? new AppError("AUTH_001");
  await writeLoginCookie(c, secret, expiresAt);
  device?.remember();
  c.set("actor", found.actor);
  c.get("activity").action = "LOGIN";
  return meOf(found.actor);
}
