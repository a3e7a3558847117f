import { eq } from "drizzle-orm";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { named } from "../../platform/text/folded-name.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { isDuplicate } from "../service.ts";
import { user } from "../user.sql.ts";
import type { Identity } from "./identity.ts";
import { insertIdentity } from "./link-identity.ts";

/** Whether an address may have an account uninvited. Only the domain itself counts, not what is below it. */
function mayComeUninvited(
  env: Pick<Env, "OAUTH_SIGN_UP" | "OAUTH_ALLOWED_DOMAINS">,
  email: string,
): boolean {
  if (env.OAUTH_SIGN_UP !== "true") return false;
  const given = (env.OAUTH_ALLOWED_DOMAINS ?? "").split(",");
  const domains = new Set(given.map((one) => one.trim().toLowerCase().replace(/^@/, "")));
  return domains.has("*") || domains.has(email.slice(email.lastIndexOf("@") + 1));
}

/**
 * A new account for somebody nobody invited. AUTH_018 where there is an account with that address,
 * told only to who is vouched for as having it; AUTH_025 where the site is by invitation.
 */
export async function signUp(c: AppContext, identity: Identity): Promise<{ id: string }> {
  const db = openDb(c.env.DB);
  const { email, name } = identity;
  if (email === null || !identity.emailVerified) throw new AppError("AUTH_025");
  if ((await db.$count(user, eq(user.email, email))) > 0) throw new AppError("AUTH_018");
  if (!mayComeUninvited(c.env, email)) throw new AppError("AUTH_025");
  const id = crypto.randomUUID();
  const now = new Date();
  try {
    await runBatch(
      db,
      db.insert(user).values({
        id,
        email,
        emailVerifiedAt: now,
        ...named(name ?? email.slice(0, email.indexOf("@")).slice(0, 100)),
        role: "user",
        status: "active",
        language: c.var.language,
        createdAt: now,
        updatedAt: now,
      }),
      insertIdentity(db, identity, id),
      auditStatement(db, { id }, originOf(c), {
        event: "SECURITY",
        action: "SIGN_UP",
        resource: ["USER", id],
        severity: "WARNING",
        after: { email, role: "user" },
        metadata: { provider: identity.provider },
      }),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("AUTH_018");
    throw error;
  }
  return { id };
}
