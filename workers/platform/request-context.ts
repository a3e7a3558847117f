import type { MiddlewareHandler } from "hono";
import { pickLanguage, type AppEnv } from "./http.ts";
import { log } from "./log.ts";

/** A request id, a language, and one log line for each request. */
export const requestContext: MiddlewareHandler<AppEnv> = async (c, next) => {
  const requestId = crypto.randomUUID();
  const started = performance.now();
  c.set("requestId", requestId);
  c.set("language", pickLanguage(c.req.header("x-language") ?? c.req.header("accept-language")));
  c.set("activity", {});
  await next();
  c.header("X-Request-Id", requestId);
  log("info", "request", {
    request_id: requestId,
    method: c.req.method,
    path: c.req.path,
    status: c.res.status,
    ms: Math.round(performance.now() - started),
  });
};
