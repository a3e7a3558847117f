import type { MiddlewareHandler } from "hono";
import { openDb, runBatch } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { isFromElsewhere } from "../platform/http/from-elsewhere.ts";
import {
  askedLanguage,
  namedLanguage,
  originOf,
  type Actor,
  type AppContext,
  type AppEnv,
} from "../platform/http/http.ts";
import { isSingleUser } from "../platform/site-mode.ts";
import { readSettings } from "../settings/read-settings.ts";
import { askForFactor } from "./ask-for-factor.ts";
import { limitUnknownKeys } from "./burst.ts";
import { hasLoginCookie, readActingCookie, readLoginCookie } from "./cookie.ts";
import { findKeyBySecret, touchKey } from "./keys/find-key.ts";
import { readKey } from "./keys/read-key.ts";
import { findLocalPerson, requireOwnHost } from "./local-person.ts";
import { findActing, findLoginBySecret, touchLogin, type LoginCheck } from "./logins.ts";

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

/** Who comes with keys only is asked for a second factor like who signs in (T-27). */
async function noteKeyUse(c: AppContext, actor: Actor, ip: string | null): Promise<void> {
  const db = openDb(c.env.DB);
  const asked = actor.second_factor_due !== null;
  const asking = asked ? [askForFactor(db, actor.id, await readSettings(c.env))] : [];
  await runBatch(db, ...touchKey(db, actor.login_id, ip), ...asking);
}

/** A key speaks for itself: no page of another site can send one, so nothing else is asked, and a cookie beside it is nothing. */
async function findByKey(c: AppContext, key: string): Promise<LoginCheck> {
  const origin = originOf(c);
  const found = await findKeyBySecret(c.env, key, origin, () => limitUnknownKeys(c));
  if (found.actor && found.touch) {
    c.executionCtx.waitUntil(noteKeyUse(c, found.actor, origin.ip));
  }
  return found;
}

/** What a page asks by the clock is no activity of its person (U-100); who says so only shortens their own sign-in. */
const isBackground = (c: AppContext): boolean => c.req.header("x-background") === "true";

function noteUse(c: AppContext, { actor, touch }: { actor: Actor; touch: boolean }): void {
  if (!touch || isBackground(c)) return;
  const db = openDb(c.env.DB);
  c.executionCtx.waitUntil(runBatch(db, ...touchLogin(db, actor.login_id)));
}

/** A browser's WebSocket carries no header of the page's: its address says it. */
const namedBySocket = (c: AppContext): string | undefined =>
  c.req.header("upgrade")?.toLowerCase() === "websocket" ? c.req.query("user") : undefined;

/** A page says whom it was made for; another tab may have signed in somebody else since. */
function isAnothers(c: AppContext, actor: Actor): boolean {
  const madeFor = c.req.header("engawa-user") ?? namedBySocket(c);
  return madeFor !== undefined && madeFor !== actor.id;
}

async function findByCookie(c: AppContext): Promise<LoginCheck> {
  checkOrigin(c);
  const secret = await readLoginCookie(c);
  if (secret === undefined) return { actor: null };
  const found = await findLoginBySecret(c.env, secret);
  if (!found.actor) return found;
  const other = await readActingCookie(c);
  const acting = other === undefined ? null : await findActing(c.env, other, found.actor);
  // Nothing is done, counted or recorded as theirs who only happen to be signed in by now.
  if (isAnothers(c, (acting ?? found).actor)) {
    return { actor: null, refusal: new AppError("AUTH_024") };
  }
  noteUse(c, found);
  if (acting === null) return found;
  // Both are in use: neither idles out under the other, which would make the administrator themselves.
  noteUse(c, acting);
  return acting;
}

/** Without sign-in every request of our own pages is the one person's; another site's is nobody's. */
async function findLocally(c: AppContext): Promise<LoginCheck> {
  checkOrigin(c);
  requireOwnHost(c);
  if (isFromElsewhere(c)) return { actor: null };
  return findLocalPerson(c.env, originOf(c));
}

/** A program seldom says a language: it is answered in that of its key's owner. */
function speakAs(c: AppContext, { key, language }: Actor): void {
  if (key === null || language === null || namedLanguage(askedLanguage(c)) !== undefined) return;
  c.set("language", language);
}

/** Finds who is there, if anybody. Whether somebody must be is the endpoint's to say. */
export const authenticate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const key = readKey(c);
  const found = await (isSingleUser(c.env)
    ? findLocally(c)
    : key === undefined
      ? findByCookie(c)
      : findByKey(c, key));
  if (found.actor) {
    c.set("actor", found.actor);
    speakAs(c, found.actor);
  } else {
    if (found.refusal) c.set("refusal", found.refusal);
    if (found.held) c.set("held", found.held);
  }
  await next();
};
