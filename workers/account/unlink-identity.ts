import { and, eq, sql } from "drizzle-orm";
import { tellIdentityChange } from "../auth/oauth/tell-change.ts";
import { userIdentity } from "../auth/oauth/user-identity.sql.ts";
import { recipientOfActor } from "../auth/recipient.ts";
import { hasWayIn } from "../auth/way-in.ts";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http/http.ts";

/**
 * Forgets a provider's account. USER_005 where it is not linked; USER_007 where neither password, passkey
 * nor another provider that is offered would be left to sign in with; also for two that go at once.
 */
export async function unlinkIdentity(
  env: Env,
  actor: Actor,
  provider: string,
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  const id = actor.id;
  const person = recipientOfActor(actor);
  const isLinked = sql`exists(select 1 from user_identity
    where user_id = ${id} and provider = ${provider})`;
  try {
    await runBatch(
      db,
      assertStatement(db, isLinked),
      db
        .delete(userIdentity)
        .where(and(eq(userIdentity.userId, id), eq(userIdentity.provider, provider))),
      assertStatement(db, hasWayIn(env, id)),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "IDENTITY_UNLINKED",
        resource: ["USER", id],
        severity: "WARNING",
        metadata: { provider },
      }),
      ...(await tellIdentityChange(env, person, "unlinked", provider, origin.ip)),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    const theirs = and(eq(userIdentity.userId, id), eq(userIdentity.provider, provider));
    const stays = (await db.$count(userIdentity, theirs)) > 0;
    throw new AppError(stays ? "USER_007" : "USER_005");
  }
}
