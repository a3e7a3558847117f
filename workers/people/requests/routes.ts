import { Hono } from "hono";
import * as contract from "#contract/access-request";
import { deliverSoon } from "../../mail/outbox.ts";
import { meterOf } from "../../meter/rpc.ts";
import { openDb } from "../../platform/db.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { approveRequest, rejectRequest } from "./decide.ts";
import { tellRunsElevationEnded } from "../../sessions/tell-role.ts";
import { createRequest, listRequests, listRequestsOf, withdrawRequest } from "./service.ts";

export const requestRoutes = new Hono<AppEnv>();

implement(requestRoutes, contract.listMyRequests, async (c, { actor }) => ({
  items: await listRequestsOf(openDb(c.env.DB), actor.id),
}));

implement(requestRoutes, contract.createRequest, (c, { actor, json }) =>
  createRequest(openDb(c.env.DB), c.env, actor, json, originOf(c)),
);

implement(requestRoutes, contract.withdrawRequest, async (c, { actor, param }) => {
  const held = await withdrawRequest(openDb(c.env.DB), actor, param.id, originOf(c));
  if (!held) return;
  await Promise.all([meterOf(c.env, actor.id).refresh(), tellRunsElevationEnded(c.env, actor.id)]);
});

implement(requestRoutes, contract.listRequests, (c, { query }) =>
  listRequests(openDb(c.env.DB), query),
);

implement(requestRoutes, contract.approveRequest, async (c, { actor, param, json }) => {
  const db = openDb(c.env.DB);
  const decided = await approveRequest(db, c.env, actor, param.id, json, originOf(c));
  deliverSoon(c);
  return decided;
});

implement(requestRoutes, contract.rejectRequest, async (c, { actor, param, json }) => {
  const db = openDb(c.env.DB);
  const decided = await rejectRequest(db, c.env, actor, param.id, json.note, originOf(c));
  deliverSoon(c);
  return decided;
});
