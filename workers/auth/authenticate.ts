import type { MiddlewareHandler } from "hono";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { AppContext, AppEnv } from "../platform/http.ts";
import { hasLoginCookie, readLoginCookie } from "./cookie.ts";
import { findLoginBySecret, touchLogin } from "./logins.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Writes and socket upgrades come from our own pages: the Origin decides, or what the browser says
 * of the site. A cookie with neither is refused, since only a browser sends our cookie.
 */
function checkOrigin(c: AppContext): void {
  const upgrade = c.req.header("upgrade")?.toLowerCase() === "websocket";
  if (safeMethods.has(c.req.method) && !upgrade) return;
  const origin = c.req.header("origin");
  if (origin !== undefined) {
    if (origin === new URL(c.req.url).origin) return;
    throw new AppError("AUTH_005");
  }
  const site = c.req.header("sec-fetch-site");
  if (site === "same-origin" && !upgrade) return;
  if (site !== undefined || hasLoginCookie(c)) throw new AppError("AUTH_005");
}

/** Finds who is there, if anybody. Whether somebody must be is the endpoint's to say. */
export const authenticate: MiddlewareHandler<AppEnv> = async (c, next) => {
  checkOrigin(c);
  const secret = await readLoginCookie(c);
  if (secret !== undefined) {
    const found = await findLoginBySecret(c.env, secret);
    if (found.actor) {
      c.set("actor", found.actor);
      if (found.touch) {
        const touched = touchLogin(openDb(c.env.DB), found.actor.login_id).run();
        c.executionCtx.waitUntil(touched);
      }
    } else if (found.refusal) c.set("refusal", found.refusal);
  }
  await next();
};
