import { AppError } from "../errors.ts";
import type { AppContext } from "./http.ts";

/** The tag of what was last changed then, at an instant no two changes of it share. */
export const etagOfTime = (at: Date): string => `"${at.getTime()}"`;

/**
 * When what a change is made from was last changed, or null where the caller does not say. Throws
 * REQUEST_001 for a header that is no tag of ours, so that a mistyped one overwrites nothing.
 */
export function expectedTime(c: AppContext): Date | null {
  const header = c.req.header("if-match");
  if (header === undefined || header.trim() === "*") return null;
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (digits !== undefined) return new Date(Number(digits));
  throw new AppError("REQUEST_001", undefined, [
    { path: "header.if-match", message: "expected the ETag of one version" },
  ]);
}

/** Later than the change before, whatever the clock says. */
export const nextTime = (before: Date, now = Date.now()): Date =>
  new Date(Math.max(now, before.getTime() + 1));

/** Throws EDIT_001 where it is not what the caller has read. */
export function checkUnchanged(expected: Date | null, found: Date): void {
  if (expected !== null && expected.getTime() !== found.getTime()) {
    throw new AppError("EDIT_001", { updated_at: found.toISOString() });
  }
}
