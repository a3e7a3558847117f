import { Hono } from "hono";
import * as contract from "#contract/usage";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import type { AppEnv } from "../platform/http.ts";
import { implement } from "../platform/implement.ts";
import { countHeld } from "../sessions/held.ts";
import { listCosts } from "./costs.ts";

export const usageRoutes = new Hono<AppEnv>();

implement(usageRoutes, contract.getUsage, async (c, { actor }) => {
  const meter = meterOf(c.env, actor.id);
  const [{ limits, month }, { sessions_held }, used] = await Promise.all([
    meter.view(actor.key?.id ?? null),
    meter.limits(),
    countHeld(openDb(c.env.DB), actor.id),
  ]);
  const { value: limit, source } = sessions_held;
  const held = { kind: "sessions_held", used, limit, source, resets_at: null } as const;
  return { limits: [...limits, held], month };
});

implement(usageRoutes, contract.getCosts, async (c, { actor, query }) =>
  listCosts(openDb(c.env.DB), actor.id, query),
);
