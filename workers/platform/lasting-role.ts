import { AppError } from "./errors.ts";
import type { Actor } from "./http/http.ts";

/**
 * An elevation passes (U-140), and so must what is done with it: see docs/decisions/0023. Where the
 * contract says `lasting`, the guard asks; elsewhere it depends on whom or what it is done to. Throws
 * AUTH_004.
 */
export function requireLastingRole(actor: Actor): void {
  if (actor.role_until !== null) throw new AppError("AUTH_004", { lasting: true });
}

/** What stands until it ends must end with the elevation; null: it never does. Throws AUTH_004. */
export function requireEndWithinRole({ role_until: until }: Actor, end: Date | null): void {
  if (until === null || (end !== null && end <= until)) return;
  throw new AppError("AUTH_004", { lasting: true, until: until.toISOString() });
}

/** What is done to a lasting administrator takes one. Throws AUTH_004. */
export function requireRightOver(actor: Actor, person: { readonly role: string }): void {
  if (person.role === "admin") requireLastingRole(actor);
}
