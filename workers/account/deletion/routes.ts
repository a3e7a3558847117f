import { Hono } from "hono";
import * as contract from "#contract/account";
import { clearLoginCookie } from "../../auth/cookie.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { deleteAccount } from "./delete-account.ts";

export const deletionRoutes = new Hono<AppEnv>();

implement(deletionRoutes, contract.deleteAccount, async (c, { actor, json }) => {
  const { goneAt, held } = await deleteAccount(c.env, actor, json, originOf(c));
  clearLoginCookie(c);
  deliverSoon(c);
  return { gone_at: goneAt.toISOString(), held };
});
