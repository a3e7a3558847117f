import { Hono } from "hono";
import * as contract from "#contract/usage";
import { requireOwnKey } from "../auth/keys/service.ts";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import type { AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { countHeld } from "../sessions/held.ts";
import { listCosts } from "./costs.ts";

export const usageRoutes = new Hono<AppEnv>();

implement(usageRoutes, contract.getUsage, async (c, { actor, query }) => {
  if (query.key_id !== undefined) await requireOwnKey(openDb(c.env.DB), actor, query.key_id);
  const meter = meterOf(c.env, actor.id);
  const [{ limits, key_limits, month }, { sessions_held }, used] = await Promise.all([
    // A price or a list of models that was just changed says at once what goes on.
    meter.view(actor.key?.id ?? query.key_id ?? null, true),
    meter.limits(),
    countHeld(openDb(c.env.DB), actor.id),
  ]);
  const { value: limit, source } = sessions_held;
  const held = { kind: "sessions_held", used, limit, source, resets_at: null } as const;
  return { limits: [...limits, held], key_limits, month };
});

implement(usageRoutes, contract.getCosts, async (c, { actor, query }) =>
  listCosts(openDb(c.env.DB), actor.id, query),
);
