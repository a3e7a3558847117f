import type { AuthStatus } from "#contract/auth";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { HeldAccount } from "../platform/http/http.ts";
import { whomToAsk } from "./admins-to-tell.ts";
import { refusalOf } from "./person.ts";
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

function refusalOfHeld({ kind, until, reason }: HeldAccount): AppError {
  if (kind === "locked") return new AppError("AUTH_003", { locked_by: "administrator", reason });
  if (kind === "disabled") return new AppError("AUTH_026", { reason });
  return new AppError("AUTH_011", { until: until?.toISOString() ?? null, reason });
}

/**
 * As `refusalOf`, to who has shown that the account is theirs: by a password, a factor, or the sign-in
 * that was shut out. They hear why, also that it is disabled, which to everybody else is nobody's.
 */
export function refusalToOwner(account: Account, now: number): AppError | null | undefined {
  const held = heldAccount(account, now);
  return held ? refusalOfHeld(held) : refusalOf(account, now);
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
