import type { MiddlewareHandler } from "hono";
import { earlyScriptHash } from "./early-script.ts";
import type { AppEnv } from "./http.ts";

/** Where the human check comes from, on a site that has keys for it (T-18). */
const turnstile = "https://challenges.cloudflare.com";

/** Of the SPA's pages, too. */
function contentSecurityPolicy(humanCheck: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' '${earlyScriptHash}'${humanCheck ? ` ${turnstile}` : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ...(humanCheck ? [`frame-src ${turnstile}`] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const policies = { plain: contentSecurityPolicy(false), checked: contentSecurityPolicy(true) };

const headers: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
};

/** A handler that set a stricter header of its own keeps it. Answers are private by default. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const policy = policies[c.env.TURNSTILE_SITE_KEY ? "checked" : "plain"];
  const all = { "Content-Security-Policy": policy, ...headers };
  for (const [name, value] of Object.entries(all)) {
    if (!c.res.headers.has(name)) c.header(name, value);
  }
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
};
