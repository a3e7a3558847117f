import { and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import type { Settings } from "../settings/schema.ts";
import { passkey, totpSecret } from "./second-factor/second-factor.sql.ts";
import { user } from "./user.sql.ts";

/**
 * T-27: notes when the site first asked this account for a second factor, which begins its grace;
 * forgets it while the site does not ask, so that asking again gives a new grace.
 */
export function askForFactor(db: Db, userId: string, settings: Settings): Statement {
  const mine = eq(user.id, userId);
  if (!settings.require_2fa) {
    return db
      .update(user)
      .set({ factorAskedAt: null })
      .where(and(mine, isNotNull(user.factorAskedAt)));
  }
  return db
    .update(user)
    .set({ factorAskedAt: new Date() })
    .where(
      and(
        mine,
        isNull(user.factorAskedAt),
        ne(user.role, "guest"),
        sql`not exists (select 1 from ${totpSecret} where ${totpSecret.userId} = ${user.id})`,
        sql`not exists (select 1 from ${passkey} where ${passkey.userId} = ${user.id})`,
      ),
    );
}

/** With the change of the setting: everybody is asked anew, and has their grace from then on. */
export const askAnew = (db: Db): Statement =>
  db.update(user).set({ factorAskedAt: null }).where(isNotNull(user.factorAskedAt));
