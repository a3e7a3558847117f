import type { MiddlewareHandler } from "hono";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type AppContext, type AppEnv } from "../platform/http.ts";
import { isSingleUser } from "../platform/site-mode.ts";
import { hasLoginCookie, readLoginCookie } from "./cookie.ts";
import { findKeyBySecret, touchKey } from "./keys/find-key.ts";
import { readKey } from "./keys/read-key.ts";
import { findLocalPerson, requireOwnHost } from "./local-person.ts";
import { findLoginBySecret, touchLogin, type LoginCheck } from "./logins.ts";

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

/** A key speaks for itself: no page of another site can send one, so nothing else is asked, and a cookie beside it is nothing. */
async function findByKey(c: AppContext, key: string): Promise<LoginCheck> {
  const origin = originOf(c);
  const found = await findKeyBySecret(c.env, key, origin);
  if (found.actor && found.touch) {
    c.executionCtx.waitUntil(touchKey(openDb(c.env.DB), found.actor.login_id, origin.ip).run());
  }
  return found;
}

/** What a page asks by the clock is no activity of its person (U-100); who says so only shortens their own sign-in. */
const isBackground = (c: AppContext): boolean => c.req.header("x-background") === "true";

async function findByCookie(c: AppContext): Promise<LoginCheck> {
  checkOrigin(c);
  const secret = await readLoginCookie(c);
  if (secret === undefined) return { actor: null };
  const found = await findLoginBySecret(c.env, secret);
  if (found.actor && found.touch && !isBackground(c)) {
    c.executionCtx.waitUntil(touchLogin(openDb(c.env.DB), found.actor.login_id).run());
  }
  return found;
}

/** Without sign-in every request of our own pages is the one person's; another site's is nobody's. */
async function findLocally(c: AppContext): Promise<LoginCheck> {
  checkOrigin(c);
  requireOwnHost(c);
  const site = c.req.header("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") return { actor: null };
  return findLocalPerson(c.env, originOf(c));
}

/** Finds who is there, if anybody. Whether somebody must be is the endpoint's to say. */
export const authenticate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const key = readKey(c);
  const found = await (isSingleUser(c.env)
    ? findLocally(c)
    : key === undefined
      ? findByCookie(c)
      : findByKey(c, key));
  if (found.actor) c.set("actor", found.actor);
  else if (found.refusal) c.set("refusal", found.refusal);
  await next();
};
