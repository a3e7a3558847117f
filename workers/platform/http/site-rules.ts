/** What the site's settings say of every request, whatever it asks: closed times (T-26) and addresses (T-25). */
import type { Endpoint } from "#contract/endpoint";
import { isAllowed } from "../addresses.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "./http.ts";

export interface SiteRules {
  /** Null: open. */
  readonly closed: {
    readonly allow_admin_access: boolean;
    readonly retry_after: number;
    /** What people are told. */
    readonly details: Readonly<Record<string, unknown>>;
  } | null;
  /** Empty: from anywhere. */
  readonly addresses: readonly string[];
  readonly addresses_scope: "admin" | "all";
}

/** Only on a developer's machine does a request come without the address of who sent it. */
const addressesOf = (ip: string | null): readonly string[] =>
  ip === null ? ["127.0.0.1", "::1"] : [ip];

export const isListed = (ip: string | null, list: readonly string[]): boolean =>
  list.length === 0 || addressesOf(ip).some((address) => isAllowed(address, list));

/** Signing in always works, so that an administrator can come and open the site. */
const isSignIn = (path: string): boolean => path.startsWith("/auth/") && path !== "/auth/guest";

function worksWhileClosed(spec: Endpoint, actor: Actor | undefined, admins: boolean): boolean {
  if (spec.duringMaintenance === "all" || isSignIn(spec.path)) return true;
  if (actor?.role !== "admin" || actor.key !== null) return false;
  return admins || spec.duringMaintenance === "admin" || spec.whileRestricted === true;
}

/** Throws AUTH_021 or SERVER_004. */
export function checkSiteRules(
  rules: SiteRules | undefined,
  spec: Endpoint,
  actor: Actor | undefined,
  ip: string | null,
): void {
  if (!rules) return;
  const guarded = rules.addresses_scope === "all" ? !spec.fromAnywhere : spec.access === "admin";
  if (guarded && !isListed(ip, rules.addresses)) throw new AppError("AUTH_021");
  const { closed } = rules;
  if (closed === null || worksWhileClosed(spec, actor, closed.allow_admin_access)) return;
  throw new AppError("SERVER_004", { ...closed.details, retry_after: closed.retry_after });
}
