import type { Me } from "#contract/auth";
import type { Actor } from "../platform/http/http.ts";

export const meOf = (actor: Actor): Me => ({
  id: actor.id,
  email: actor.email,
  name: actor.name,
  role: actor.role,
  role_until: actor.role_until?.toISOString() ?? null,
  language: actor.language,
  theme: actor.theme,
  time_zone: actor.time_zone,
  second_factors: [...actor.second_factors],
  second_factor_due: actor.second_factor_due?.toISOString() ?? null,
  restricted: actor.restricted,
  expires_at: actor.login_expires_at.toISOString(),
  ...(actor.debug ? { watched_until: new Date(actor.debug.until).toISOString() } : {}),
  ...(actor.impersonator
    ? { acting: { ...actor.impersonator, until: actor.login_expires_at.toISOString() } }
    : {}),
});
