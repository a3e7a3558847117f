import type { AuthStatus } from "#contract/auth";
import type { Db } from "../platform/db.ts";
import type { HeldAccount } from "../platform/http.ts";
import { whomToAsk } from "./admins-to-tell.ts";
import type { user } from "./user.sql.ts";

type Account = typeof user.$inferSelect;

/** What holds an account back now; null: nothing does, or it is gone. */
export function heldAccount(account: Account, now: number): HeldAccount | null {
  const { id, status, suspendedUntil } = account;
  const isGuest = account.role === "guest";
  // A guest's column keeps the network they came from.
  const reason = isGuest ? null : account.statusReason;
  const told = { id, reason, until: null, isGuest };
  if (status === "locked" || status === "disabled") return { ...told, kind: status };
  if (status !== "active" || suspendedUntil === null || suspendedUntil.getTime() <= now) {
    return null;
  }
  return { ...told, kind: "suspended", until: suspendedUntil };
}

/** As the mail about it says: until when, why, and whom to ask. Guests are named nobody. */
export const tellHeld = async (
  db: Db,
  { id, kind, until, reason, isGuest }: HeldAccount,
): Promise<AuthStatus["held"]> => ({
  kind,
  until: until?.toISOString() ?? null,
  reason,
  contact: isGuest ? [] : await whomToAsk(db, id),
});
