import { Hono } from "hono";
import * as contract from "#contract/api-key";
import { originOf, type AppEnv } from "../../platform/http.ts";
import { implement } from "../../platform/implement.ts";
import { createKey, listKeys, revokeKey } from "./service.ts";

export const keyRoutes = new Hono<AppEnv>();

implement(keyRoutes, contract.listApiKeys, (c, { actor }) => listKeys(c.env, actor));

implement(keyRoutes, contract.createApiKey, async (c, { actor, json }) => {
  const key = await createKey(c.env, actor, json, originOf(c));
  c.get("activity").resourceType = "API_KEY";
  c.get("activity").resourceId = key.id;
  return key;
});

implement(keyRoutes, contract.revokeApiKey, async (c, { actor, param }) => {
  c.get("activity").resourceType = "API_KEY";
  c.get("activity").resourceId = param.id;
  await revokeKey(c.env, actor, param.id, originOf(c));
});
