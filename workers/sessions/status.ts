import type { SessionInfo } from "#contract/session";
import { hour } from "../platform/durations.ts";

const day = 24 * hour;

/** U-059: without activity for an hour a session is idle. */
export const idleAfter = hour;
/** C-07: expired means archived, never deleted by itself; a month without activity. */
export const expiredAfter = 30 * day;

/** Read off the last activity, so that nothing has to run for a session to fall asleep. */
export function statusOf(
  session: { deletedAt: Date | null; lastActivityAt: Date },
  now: number,
): SessionInfo["status"] {
  if (session.deletedAt) return "terminated";
  const quiet = now - session.lastActivityAt.getTime();
  if (quiet >= expiredAfter) return "expired";
  return quiet >= idleAfter ? "idle" : "active";
}

export const expiryOf = (lastActivityAt: Date): Date =>
  new Date(lastActivityAt.getTime() + expiredAfter);
