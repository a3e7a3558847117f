import { randomInt, randomUUID } from "node:crypto";
import type { D1Database } from "@cloudflare/workers-types";
import { eq } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/d1";
import { hashPassword } from "../../workers/auth/password.ts";
import type { ScryptParameters } from "#password-cost";
import { signInThrottle } from "../../workers/auth/sign-in-throttle.sql.ts";
import { setupState } from "../../workers/auth/setup-state.sql.ts";
import { userSession } from "../../workers/auth/user-session.sql.ts";
import { user } from "../../workers/auth/user.sql.ts";
import { LimitKind } from "../../workers/contract/limit.ts";
import { userLimit } from "../../workers/usage/user-limit.sql.ts";
import { seeds, type SeedAccounts } from "./accounts.ts";
import { againIfLost } from "./again-if-lost.ts";
import { named } from "../../workers/platform/text/folded-name.ts";

/** Twenty characters in groups of five, from letters and digits that are not mistaken for another. */
function randomPassword(): string {
  const alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const group = () =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

export interface SeedOptions {
  readonly pepper?: string | undefined;
  /** Gives accounts that exist a new password and ends their sign-ins. */
  readonly reset?: boolean;
  readonly passwords?: { readonly admin: string; readonly user: string };
  /** Without the limits of their roles: programs that test or measure do more in a minute than people. */
  readonly unlimited?: boolean;
  /** What a hash costs, where it is not what it costs in the product. */
  readonly cost?: ScryptParameters;
}

const lifted = (userId: string, now: Date) =>
  LimitKind.options
    .filter((kind) => kind !== "monthly_budget_micro_usd")
    .map((kind) => ({ userId, kind, value: null, setAt: now }));

/** One administrator and one user. The passwords exist only in the answer; undefined: nothing to do. */
export async function seedAccounts(
  d1: D1Database,
  options: SeedOptions,
): Promise<SeedAccounts | undefined> {
  const db = drizzle(d1);
  const existing = await againIfLost(() =>
    db.select({ id: user.id, email: user.email }).from(user).all(),
  );
  if (existing.length > 0 && options.reset !== true) return undefined;
  const passwords = options.passwords ?? { admin: randomPassword(), user: randomPassword() };
  const now = new Date();
  const accounts = await Promise.all(
    seeds.map(async ({ role, email, name }) => ({
      id: existing.find((row) => row.email === email)?.id ?? randomUUID(),
      email,
      name,
      changed: {
        role,
        status: "active",
        passwordHash: await hashPassword(passwords[role], options.pepper, options.cost),
        updatedAt: now,
      } as const,
    })),
  );
  // Both or none: whoever is told no password could sign in with neither.
  const statements = accounts.flatMap(({ id, email, name, changed }): BatchItem<"sqlite">[] => [
    db
      .insert(user)
      .values({ id, email, ...named(name), createdAt: now, ...changed })
      .onConflictDoUpdate({ target: user.id, set: changed }),
    db
      .update(userSession)
      .set({ isActive: false, logoutAt: now, logoutReason: "FORCED" })
      .where(eq(userSession.userId, id)),
    ...(options.unlimited
      ? [db.insert(userLimit).values(lifted(id, now)).onConflictDoNothing()]
      : []),
    ...(changed.role === "admin"
      ? [
          db
            .insert(setupState)
            .values({ key: "done", userId: id, doneAt: now })
            .onConflictDoNothing(),
        ]
      : []),
  ]);
  // Whoever forgot the password has tried it.
  await againIfLost(() => db.batch([db.delete(signInThrottle), ...statements]));
  return {
    admin: { email: seeds[0].email, password: passwords.admin },
    user: { email: seeds[1].email, password: passwords.user },
  };
}
