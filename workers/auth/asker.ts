import type { apiKey } from "./keys/api-key.sql.ts";
import type { user } from "./user.sql.ts";
import type { userSession } from "./user-session.sql.ts";

/** What work was asked for with; at most one of them. */
export interface Asker {
  readonly key_id: string | null;
  readonly login_id: string | null;
}

interface Found {
  readonly account: typeof user.$inferSelect;
  readonly key: typeof apiKey.$inferSelect | null;
  readonly login: typeof userSession.$inferSelect | null;
}

/**
 * Whether work may go on (T-02): a key while it is neither revoked nor expired; a sign-in unless it
 * was ended from elsewhere. Who signs out, or is away too long, leaves the work going; a new
 * password, or the end of all sign-ins, since then ends it all the same.
 */
export function askerHolds({ key_id, login_id }: Asker, found: Found, now: number): boolean {
  if (key_id !== null) {
    const { key } = found;
    return key?.revokedAt === null && (key.expiresAt === null || key.expiresAt.getTime() > now);
  }
  if (login_id === null) return true;
  const { login, account } = found;
  if (login === null) return false;
  if (login.isActive) return true;
  const since = (end: Date | null) =>
    end !== null && (login.logoutAt === null || end > login.logoutAt);
  const { passwordChangedAt, loginsEndedAt } = account;
  return login.logoutReason !== "FORCED" && !since(passwordChangedAt) && !since(loginsEndedAt);
}
