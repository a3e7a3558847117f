import { and, eq, ne, sql } from "drizzle-orm";
import type { Env } from "../platform/env.ts";
import type { Db, Statement } from "../platform/db.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { AppError } from "../platform/errors.ts";
import { named } from "../platform/text/folded-name.ts";
import { equalSecrets, sha256Hex } from "../platform/hash.ts";
import type { Origin } from "../platform/http/http.ts";
import { hashPassword } from "./password.ts";
import { checkNewPassword } from "./passwords/new-password.ts";
import { localUserId } from "./local-person.ts";
import { setupState } from "./setup-state.sql.ts";
import { user } from "./user.sql.ts";

/** Whether the site waits for its first administrator. */
export async function isSetupRequired(db: Db, env: Env): Promise<boolean> {
  if (!env.SETUP_TOKEN_HASH) return false;
  const found = await db
    .select({ one: sql<number>`1` })
    .from(user)
    .where(and(eq(user.role, "admin"), ne(user.id, localUserId)))
    .limit(1)
    .get();
  return found === undefined;
}

/**
 * The statements that create the first administrator. The token works once: the row of setup_state
 * has a fixed key, so that of two set-ups at once the second fails.
 */
export async function prepareSetUp(
  db: Db,
  env: Env,
  input: { token: string; email: string; name: string; password: string },
  origin: Origin,
): Promise<{ userId: string; statements: Statement[] }> {
  const expected = env.SETUP_TOKEN_HASH?.toLowerCase() ?? "";
  const given = await sha256Hex(input.token);
  if (!expected || !(await equalSecrets(given, expected)) || !(await isSetupRequired(db, env))) {
    throw new AppError("AUTH_006");
  }
  await checkNewPassword(input.password, input);
  const now = new Date();
  const id = crypto.randomUUID();
  const { email, name } = input;
  const statements = [
    db.insert(setupState).values({ key: "done", userId: id, doneAt: now }),
    db.insert(user).values({
      id,
      email,
      emailVerifiedAt: now,
      ...named(name),
      role: "admin",
      status: "active",
      passwordHash: await hashPassword(input.password, env.PASSWORD_PEPPER),
      passwordChangedAt: now,
      createdAt: now,
      updatedAt: now,
    }),
    auditStatement(db, { id }, origin, {
      event: "SECURITY",
      action: "SETUP",
      resource: ["USER", id],
      severity: "CRITICAL",
      after: { email, role: "admin" },
    }),
  ];
  return { userId: id, statements };
}

/** Whether a batch failed because something was there already that may be there once. */
export const isDuplicate = (error: unknown): boolean =>
  /UNIQUE/.test(String(error)) || /UNIQUE/.test(String((error as Error).cause));
