import { and, eq } from "drizzle-orm";
import { deliverSoon } from "../../mail/outbox.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { isDuplicate } from "../service.ts";
import { recipientOfActor } from "../recipient.ts";
import type { Identity } from "./identity.ts";
import { providersOf } from "./providers.ts";
import { tellIdentityChange } from "./tell-change.ts";
import { userIdentity } from "./user-identity.sql.ts";

/** Fails its batch where the identity is linked already, to whomever. */
export const insertIdentity = (db: Db, identity: Identity, userId: string): Statement => {
  const now = new Date();
  return db.insert(userIdentity).values({
    provider: identity.provider,
    subject: identity.subject,
    userId,
    email: identity.email,
    linkedAt: now,
    lastUsedAt: now,
  });
};

/** Whose an identity is: by provider and subject, and nothing else (T-11). */
export async function ownerOf(db: Db, identity: Identity): Promise<string | undefined> {
  const row = await db
    .select({ userId: userIdentity.userId })
    .from(userIdentity)
    .where(
      and(eq(userIdentity.provider, identity.provider), eq(userIdentity.subject, identity.subject)),
    )
    .get();
  return row?.userId;
}

/** Throws AUTH_018 where it is somebody else's, or the account has another of that provider. */
export async function linkToAccount(
  c: AppContext,
  actor: Actor,
  identity: Identity,
): Promise<void> {
  const userId = actor.id;
  const db = openDb(c.env.DB);
  const owner = await ownerOf(db, identity);
  if (owner === userId) return;
  const another = and(
    eq(userIdentity.userId, userId),
    eq(userIdentity.provider, identity.provider),
  );
  if (owner !== undefined || (await db.$count(userIdentity, another)) > 0) {
    throw new AppError("AUTH_018");
  }
  const origin = originOf(c);
  const person = recipientOfActor(actor);
  const told = await tellIdentityChange(c.env, person, "linked", identity.provider, origin.ip);
  try {
    await runBatch(
      db,
      insertIdentity(db, identity, userId),
      ...told,
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "IDENTITY_LINKED",
        resource: ["USER", userId],
        severity: "WARNING",
        metadata: { provider: identity.provider },
      }),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("AUTH_018");
    throw error;
  }
  deliverSoon(c);
}

/** Those of a person that the site still offers, as their buttons say. */
export async function linkedProviders(
  env: Env,
  userId: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await openDb(env.DB)
    .select({ id: userIdentity.provider })
    .from(userIdentity)
    .where(eq(userIdentity.userId, userId));
  const linked = new Set(rows.map(({ id }) => id));
  return providersOf(env)
    .filter(({ id }) => linked.has(id))
    .map(({ id, name }) => ({ id, name }));
}
