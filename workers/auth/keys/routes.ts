import { Hono } from "hono";
import * as contract from "#contract/api-key";
import { deliverSoon } from "../../mail/outbox.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { revokeAllKeys } from "./revoke-all.ts";
import { createKey, listKeys, revokeKey } from "./service.ts";
import { tellAllRevoked } from "./tell-revoked.ts";
import { updateKey } from "./update-key.ts";

export const keyRoutes = new Hono<AppEnv>();

implement(keyRoutes, contract.listApiKeys, (c, { actor }) => listKeys(c.env, actor));

implement(keyRoutes, contract.createApiKey, async (c, { actor, json }) => {
  const key = await createKey(c.env, actor, json, originOf(c));
  c.get("activity").resourceType = "API_KEY";
  c.get("activity").resourceId = key.id;
  deliverSoon(c);
  return key;
});

implement(keyRoutes, contract.updateApiKey, async (c, { actor, param, json }) => {
  c.get("activity").resourceType = "API_KEY";
  c.get("activity").resourceId = param.id;
  return updateKey(c.env, actor, param.id, json, originOf(c));
});

implement(keyRoutes, contract.revokeApiKey, async (c, { actor, param }) => {
  c.get("activity").resourceType = "API_KEY";
  c.get("activity").resourceId = param.id;
  await revokeKey(c.env, actor, param.id, originOf(c));
});

implement(keyRoutes, contract.revokeAllApiKeys, async (c, { actor }) => {
  c.get("activity").resourceType = "API_KEY";
  const origin = originOf(c);
  const tell = (keys: number) => tellAllRevoked(c.env, actor, origin, keys);
  const revoked = await revokeAllKeys(c.env, actor, origin, tell);
  deliverSoon(c);
  return { revoked };
});
