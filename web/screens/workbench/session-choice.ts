import type { PermissionMode, Role } from "#contract/common";
import type { SessionInfo } from "#contract/session";

/** C-05: the mode a new session begins in. */
export const modeOfRole: Record<Role, PermissionMode> = {
  user: "acceptEdits",
  admin: "default",
  guest: "plan",
};

export const modesOfRole = (role: Role): readonly PermissionMode[] =>
  role === "admin"
    ? ["default", "acceptEdits", "plan", "bypass"]
    : ["default", "acceptEdits", "plan"];

const key = (project: string) => `engawa.session.${project}`;

export function rememberSession(project: string, session: string): void {
  try {
    localStorage.setItem(key(project), session);
  } catch {
    // The latest one is chosen then.
  }
}

/** U-040: the session last used here, else the one with the latest activity. */
export function lastSession(
  project: string,
  sessions: readonly SessionInfo[],
): SessionInfo | undefined {
  let last: string | null = null;
  try {
    last = localStorage.getItem(key(project));
  } catch {
    // The latest one is chosen then.
  }
  return sessions.find((session) => session.id === last) ?? sessions[0];
}

/** The session after or before another in the list, round and round. */
export function neighbour(
  sessions: readonly SessionInfo[],
  current: string | undefined,
  step: 1 | -1,
): SessionInfo | undefined {
  const at = sessions.findIndex((session) => session.id === current);
  return sessions[(Math.max(0, at) + step + sessions.length) % Math.max(1, sessions.length)];
}
