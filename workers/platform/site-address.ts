import type { Env } from "./env.ts";
import { AppError } from "./errors.ts";
import type { AppContext } from "./http.ts";

/** Where links in mails lead when no request says so; null where the site does not know. */
export const publicAddress = (env: Env): string | null =>
  env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : null;

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
