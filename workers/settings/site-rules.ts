import type { MiddlewareHandler } from "hono";
import type { Env } from "../platform/env.ts";
import type { AppEnv } from "../platform/http/http.ts";
import { errorFields, log } from "../platform/log.ts";
import type { SiteRules } from "../platform/http/site-rules.ts";
import { maintenanceOf, retryAfter } from "./maintenance-state.ts";
import { readSettings } from "./read-settings.ts";
import type { Settings } from "./schema.ts";

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The operator's way back in, whatever the list says (docs/operations.md). */
const isListOff = (env: Env): boolean => env.IP_WHITELIST_OFF === "true";

/** The list as it counts: empty where it is switched off. */
export const addressesInForce = (
  env: Env,
  { ip_whitelist, ip_whitelist_scope }: Settings,
): Pick<SiteRules, "addresses" | "addresses_scope"> => ({
  addresses: isListOff(env) ? [] : ip_whitelist,
  addresses_scope: ip_whitelist_scope,
});

export function siteRulesOf(env: Env, settings: Settings, now: number): SiteRules {
  const state = maintenanceOf(settings, now);
  return {
    ...addressesInForce(env, settings),
    closed: state.active
      ? {
          allow_admin_access: state.allow_admin_access,
          retry_after: retryAfter(state, now),
          details: { ends_at: iso(state.until), messages: state.message },
        }
      : null,
  };
}

/** Known to every guard. Without a database nothing that it would hold back works either. */
export const readSiteRules: MiddlewareHandler<AppEnv> = async (c, next) => {
  try {
    c.set("site", siteRulesOf(c.env, await readSettings(c.env), Date.now()));
  } catch (error) {
    log("error", "settings_unreadable", errorFields(error));
  }
  await next();
};
