import type { PermissionMode, Role } from "#contract/common";
import { modeFor } from "../agent/roles.ts";
import { hour } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { checkStepUp } from "../platform/http/guard.ts";
import type { Actor } from "../platform/http/http.ts";

/** T-06: bypass mode is never the default, never for long and never without a fresh second factor. */
const longest = hour;

/** When a mode chosen now ends by itself, Unix milliseconds; null for those that stay. */
export const endOfMode = (mode: PermissionMode, now = Date.now()): number | null =>
  mode === "bypass" ? now + longest : null;

/** What is left of a chosen mode by now. */
const modeNow = (mode: PermissionMode, until: number | null, now = Date.now()): PermissionMode =>
  mode === "bypass" && (until ?? 0) <= now ? "default" : mode;

/** The mode that a turn would run in now. `role`: of the owner, in the project. */
export const modeInEffect = (
  role: Role,
  mode: PermissionMode,
  until: number | null,
  now = Date.now(),
): PermissionMode => modeFor(role, modeNow(mode, until, now));

/** Throws KEY_002 for every key, AUTH_009 without a second factor, AUTH_010 without a fresh proof of it. */
export function requireBypassProof(actor: Actor): void {
  if (actor.key !== null) throw new AppError("KEY_002", { required: null });
  checkStepUp("second-factor", actor);
}
