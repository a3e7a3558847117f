import { Hono } from "hono";
import * as contract from "#contract/auth";
import { currentAnnouncements, shownAtOnce } from "../announcements/current.ts";
import { isRefused } from "../platform/assert-statement.ts";
import { isMailEnabled } from "../mail/transport.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { Env } from "../platform/env.ts";
import { isGuestMode, isSingleUser } from "../platform/site-mode.ts";
import { originOf, type AppContext, type AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { maintenanceOf, viewOf } from "../settings/maintenance-state.ts";
import { readSettings } from "../settings/read-settings.ts";
import { roleLimitsOf } from "../settings/role-limits.ts";
import type { Settings } from "../settings/schema.ts";
import { afterFirstFactor } from "./after-first-factor.ts";
import { checkPassword, passwordStands } from "./check-password.ts";
import { askForFactor } from "./ask-for-factor.ts";
import { tellHeld } from "./held-account.ts";
import { touchLogin } from "./logins.ts";
import { meOf } from "./me.ts";
import { providersOf } from "./oauth/providers.ts";
import { isDuplicate, isSetupRequired, prepareSetUp } from "./service.ts";
import { signOut } from "./sign-out.ts";
import { startLogin } from "./start-login.ts";
import { isHumanCheckOn } from "./turnstile.ts";

export const authRoutes = new Hono<AppEnv>();

async function heldIn(c: AppContext): Promise<contract.AuthStatus["held"]> {
  const held = c.get("held");
  return held === undefined ? null : tellHeld(openDb(c.env.DB), held);
}

function guestLimits(env: Env, settings: Settings): contract.AuthStatus["guest_limits"] {
  if (!isGuestMode(env)) return null;
  const { messages_per_hour, calls_per_day } = roleLimitsOf(settings, "guest");
  return { messages_per_hour, calls_per_day };
}

implement(authRoutes, contract.getAuthStatus, async (c, { actor }) => {
  const db = openDb(c.env.DB);
  const [settings, announcements, setup_required, held] = await Promise.all([
    readSettings(c.env),
    currentAnnouncements(db, actor ?? null, shownAtOnce),
    actor ? false : isSetupRequired(db, c.env),
    heldIn(c),
  ]);
  return {
    setup_required,
    me: actor ? meOf(actor) : null,
    held,
    auth_enabled: !isSingleUser(c.env),
    guest_enabled: isGuestMode(c.env),
    guest_limits: guestLimits(c.env, settings),
    session_timeout_minutes: settings.session_timeout_minutes,
    mail_enabled: isMailEnabled(c.env),
    providers: providersOf(c.env).map(({ id, name }) => ({ id, name })),
    turnstile_site_key: isHumanCheckOn(c.env) ? (c.env.TURNSTILE_SITE_KEY ?? null) : null,
    maintenance: viewOf(maintenanceOf(settings, Date.now()), c.var.language),
    announcements,
  };
});

implement(authRoutes, contract.login, async (c, { json }) => {
  const account = await checkPassword(c, json);
  const stands = passwordStands(openDb(c.env.DB), account);
  const how = { method: "password", proved: "password", with: [stands] } as const;
  try {
    return await afterFirstFactor(c, account, how);
  } catch (error) {
    throw isRefused(error) ? new AppError("AUTH_001") : error;
  }
});

implement(authRoutes, contract.setUp, async (c, { json }) => {
  const { userId, statements } = await prepareSetUp(openDb(c.env.DB), c.env, json, originOf(c));
  try {
    const how = { method: "setup", proved: "password", with: statements } as const;
    return await startLogin(c, userId, how);
  } catch (error) {
    if (isDuplicate(error)) throw new AppError("AUTH_006");
    throw error;
  }
});

implement(authRoutes, contract.refreshLogin, async (c, { actor }) => {
  const db = openDb(c.env.DB);
  const asking = askForFactor(db, actor.id, await readSettings(c.env));
  await runBatch(db, ...touchLogin(db, actor.login_id), asking);
  return meOf(actor);
});

implement(authRoutes, contract.logout, (c, { actor }) => signOut(c, actor));
