import { and, eq, isNull, lte, ne, or, type SQL } from "drizzle-orm";
import { user } from "./user.sql.ts";

/**
 * Who could be here and was not since: the one rule for the list of inactive people and the alert about
 * them (SA-029). Who never came counts from the account's beginning. Guests are none, nor is
 * who is on hold. Unix milliseconds.
 */
export function isDormant(since: number): SQL | undefined {
  const before = new Date(since);
  return and(
    eq(user.status, "active"),
    ne(user.role, "guest"),
    eq(user.hold, false),
    or(lte(user.lastActiveAt, before), and(isNull(user.lastActiveAt), lte(user.createdAt, before))),
  );
}
