import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import { named } from "../platform/text/folded-name.ts";
import { randomToken, sha256Hex } from "../platform/hash.ts";
import type { AppContext, Origin } from "../platform/http/http.ts";
import { publicAddress } from "../platform/site-address.ts";
import { findLoginById, localMethod, type LoginCheck } from "./logins.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

/** The one person of a site without sign-in (`ENABLE_AUTH=false`), and their one login. */
export const localUserId = "00000000-0000-4000-8000-000000000a11";
export const localLoginId = "00000000-0000-4000-8000-000000000a12";

const names = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i;

/**
 * A site on this machine answers by names that nobody else can point here: another site's name that
 * leads to this address is that site's page (DNS rebinding). Throws AUTH_005.
 */
export function requireOwnHost(c: AppContext): void {
  if (c.env.ENVIRONMENT !== "local") return;
  const { origin, hostname } = new URL(c.req.url);
  if (!names.test(hostname) && origin !== publicAddress(c.env)) throw new AppError("AUTH_005");
}

/** Two at once make one. */
async function createLocalPerson(env: Env, origin: Origin): Promise<void> {
  const db = openDb(env.DB);
  const now = new Date();
  await runBatch(
    db,
    db
      .insert(user)
      .values({
        id: localUserId,
        email: "owner@localhost",
        ...named("Owner"),
        role: "admin",
        status: "active",
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing(),
    db
      .insert(userSession)
      .values({
        id: localLoginId,
        userId: localUserId,
        // Of a secret nobody has: no cookie leads here.
        sessionTokenHash: await sha256Hex(randomToken()),
        method: localMethod,
        loginAt: now,
        lastActivityAt: now,
        expiresAt: new Date("9999-01-01"),
      })
      .onConflictDoNothing(),
    auditStatement(db, { id: localUserId }, origin, {
      once: { id: localLoginId, at: now.getTime() },
      event: "SECURITY",
      action: "SIGN_IN_SWITCHED_OFF",
      resource: ["USER", localUserId],
      severity: "CRITICAL",
    }),
  );
}

export async function findLocalPerson(env: Env, origin: Origin): Promise<LoginCheck> {
  const found = await findLoginById(env, localLoginId);
  if (found.actor) return found;
  await createLocalPerson(env, origin);
  return findLoginById(env, localLoginId);
}
