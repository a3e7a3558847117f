import type { MiddlewareHandler } from "hono";
import { askedLanguage, pickLanguage, type AppEnv } from "./http.ts";
import { log } from "../log.ts";
import { hideKeys } from "../text/mask.ts";
import { noteLocalAddress } from "../site-address.ts";

/** A request id, a language, and one log line for each request. */
export const requestContext: MiddlewareHandler<AppEnv> = async (c, next) => {
  const requestId = crypto.randomUUID();
  const started = performance.now();
  c.set("requestId", requestId);
  c.set("language", pickLanguage(askedLanguage(c)));
  c.set("activity", {});
  noteLocalAddress(c.env, c.req.url);
  await next();
  c.header("X-Request-Id", requestId);
  log("info", "request", {
    request_id: requestId,
    method: c.req.method,
    path: hideKeys(c.req.path),
    status: c.res.status,
    ms: Math.round(performance.now() - started),
  });
};
