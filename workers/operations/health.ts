import { Hono } from "hono";
import { getHealth } from "#contract/health";
import type { AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";

export const healthRoutes = new Hono<AppEnv>();

/** One cheap read of D1; the model is named, not called (T-34). */
implement(healthRoutes, getHealth, async (c) => {
  const storage = await c.env.DB.prepare("select 1")
    .run()
    .then(() => true)
    .catch(() => false);
  return {
    status: storage ? ("healthy" as const) : ("degraded" as const),
    services: {
      storage: storage ? "connected" : "unavailable",
      claude_sdk: c.env.ANTHROPIC_API_KEY ? "configured" : "demo",
    },
  };
});
