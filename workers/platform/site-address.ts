import type { Env } from "./env.ts";
import { AppError } from "./errors.ts";
import type { AppContext } from "./http/http.ts";

/** Where links in mails lead when no request says so; null where the site does not know. */
export const publicAddress = (env: Pick<Env, "PUBLIC_URL">): string | null =>
  env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : null;

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Where a local site was reached last, from the machine it runs on: its mails are read nowhere else. */
let lastLocal: string | null = null;

/** Takes note of where a local site is reached; the address of any other is nobody's to say. */
export function noteLocalAddress(env: Pick<Env, "ENVIRONMENT">, url: string): void {
  if (env.ENVIRONMENT !== "local") return;
  const { hostname, origin } = new URL(url);
  if (loopback.has(hostname)) lastLocal = origin;
}

/**
 * A link in what leaves the site with no request to lead it (mails, news of alerts): to PUBLIC_URL,
 * locally where the site was reached last. Null where the site does not know: a path alone leads nowhere.
 */
export function linkTo(env: Pick<Env, "ENVIRONMENT" | "PUBLIC_URL">, path: string): string | null {
  const site = publicAddress(env) ?? (env.ENVIRONMENT === "local" ? lastLocal : null);
  return site === null ? null : `${site}${path}`;
}

/** The rules of use, which anybody reads. */
export const rulesAddress = (env: Env): string | null => linkTo(env, "/rules");

/**
 * Scheme and host of links that leave the site: PUBLIC_URL, locally the request's own. Never the
 * Host header of a request in production, which is the caller's to invent. Throws AUTH_019 without one.
 */
export function siteAddress(c: AppContext): string {
  const address = publicAddress(c.env);
  if (address !== null) return address;
  if (c.env.ENVIRONMENT === "local") return new URL(c.req.url).origin;
  throw new AppError("AUTH_019");
}
