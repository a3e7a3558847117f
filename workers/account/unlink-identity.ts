import { and, eq, sql } from "drizzle-orm";
import { userIdentity } from "../auth/oauth/user-identity.sql.ts";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/audit.ts";
import { runBatch, type Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor, Origin } from "../platform/http.ts";

/**
 * Forgets a provider's account. USER_005 where it is not linked, or where neither password, passkey
 * nor another provider would be left to sign in with; also for two that go at once.
 */
export async function unlinkIdentity(
  db: Db,
  actor: Actor,
  provider: string,
  origin: Origin,
): Promise<void> {
  const id = actor.id;
  const isLinked = sql`exists(select 1 from user_identity
    where user_id = ${id} and provider = ${provider})`;
  const anotherWay = sql`(
    exists(select 1 from user where id = ${id} and password_hash is not null)
    or exists(select 1 from passkey where user_id = ${id})
    or exists(select 1 from user_identity where user_id = ${id} and provider <> ${provider}))`;
  try {
    await runBatch(
      db,
      assertStatement(db, sql`${isLinked} and ${anotherWay}`),
      db
        .delete(userIdentity)
        .where(and(eq(userIdentity.userId, id), eq(userIdentity.provider, provider))),
      auditStatement(db, actor, origin, {
        event: "SECURITY",
        action: "IDENTITY_UNLINKED",
        resource: ["USER", id],
        severity: "WARNING",
        metadata: { provider },
      }),
    );
  } catch (error) {
    if (isRefused(error)) throw new AppError("USER_005");
    throw error;
  }
}
