import { Hono } from "hono";
import * as contract from "#contract/impersonation";
import { clearActingCookie, writeActingCookie } from "../../auth/cookie.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { actAs, stopActing } from "./act-as.ts";

export const impersonationRoutes = new Hono<AppEnv>();

implement(impersonationRoutes, contract.endActing, async (c, { actor }) => {
  if (actor) await stopActing(c.env, actor, originOf(c));
  clearActingCookie(c);
});

implement(impersonationRoutes, contract.startActing, async (c, { actor, param, json }) => {
  const acting = await actAs(c.env, param.user_id, {
    admin: actor,
    origin: originOf(c),
    reason: json.reason,
    ticket: json.ticket,
  });
  await writeActingCookie(c, { secret: acting.secret, expires: acting.expires });
  deliverSoon(c);
  c.get("activity").resourceId = param.user_id;
  return {
    impersonation_token: acting.id,
    target_user: acting.target,
    expires_at: acting.expires.toISOString(),
  };
});
