import { asc, eq } from "drizzle-orm";
import type { Account } from "#contract/account";
import { userIdentity } from "../auth/oauth/user-identity.sql.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/http.ts";
import { readSettings } from "../settings/read-settings.ts";

type Row = typeof user.$inferSelect;

/** Advice only (T-08): the site recommends passwords younger than so many days; 0 is never. */
const isOld = (row: Row, days: number): boolean =>
  days > 0 &&
  row.passwordHash !== null &&
  (row.passwordChangedAt ?? row.createdAt).getTime() + days * day <= Date.now();

const toAccount = (
  row: Row,
  role: Account["role"],
  identities: (typeof userIdentity.$inferSelect)[],
  expiryDays: number,
): Account => ({
  id: row.id,
  email: row.email,
  pending_email: row.pendingEmail,
  name: row.name,
  role,
  language: row.language,
  theme: row.theme,
  time_zone: row.timeZone,
  has_password: row.passwordHash !== null,
  password_changed_at: row.passwordChangedAt?.toISOString() ?? null,
  password_old: isOld(row, expiryDays),
  identities: identities.map(({ provider, email, linkedAt }) => ({
    provider,
    email,
    linked_at: linkedAt.toISOString(),
  })),
  created_at: row.createdAt.toISOString(),
});

/** The caller's own account, as it is now; the role as it counts (U-140). */
export async function readAccount(env: Env, actor: Actor): Promise<Account> {
  const db = openDb(env.DB);
  const [[row], identities] = await db.batch([
    db.select().from(user).where(eq(user.id, actor.id)),
    db
      .select()
      .from(userIdentity)
      .where(eq(userIdentity.userId, actor.id))
      .orderBy(asc(userIdentity.linkedAt)),
  ]);
  if (!row) throw new AppError("AUTH_002");
  const { password_expiry_days } = await readSettings(env);
  return toAccount(row, actor.role, identities, password_expiry_days);
}
