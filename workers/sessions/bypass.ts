import type { PermissionMode } from "#contract/common";
import { AppError } from "../platform/errors.ts";
import { checkStepUp } from "../platform/guard.ts";
import type { Actor } from "../platform/http.ts";

/** T-06: bypass mode is never the default, never for long and never without a fresh second factor. */
const longest = 3_600_000;

/** When a mode chosen now ends by itself, Unix milliseconds; null for those that stay. */
export const endOfMode = (mode: PermissionMode, now = Date.now()): number | null =>
  mode === "bypass" ? now + longest : null;

/** The mode that counts now. */
export const modeNow = (
  mode: PermissionMode,
  until: number | null,
  now = Date.now(),
): PermissionMode => (mode === "bypass" && (until ?? 0) <= now ? "default" : mode);

/** Throws KEY_002 for every key, AUTH_009 without a second factor, AUTH_010 without a fresh proof of it. */
export function requireBypassProof(actor: Actor): void {
  if (actor.key !== null) throw new AppError("KEY_002", { required: null });
  checkStepUp("second-factor", actor);
}
