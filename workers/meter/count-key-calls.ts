import type { MiddlewareHandler } from "hono";
import type { LimitView } from "#contract/limit";
import type { AppEnv } from "../platform/http/http.ts";
import { tellLimit } from "../platform/http/limit-headers.ts";
import { unwrap } from "../platform/result.ts";
import { meterOf } from "./rpc.ts";

/** U-090: a request made with an API key is a call, of its owner's and of its own. Throws RATE_002. */
export const countKeyCalls: MiddlewareHandler<AppEnv> = async (c, next) => {
  const actor = c.get("actor");
  if (!actor?.key) return next();
  const meter = meterOf(c.env, actor.id);
  const count = { kinds: ["calls_per_day"] as const, key_id: actor.key.id };
  const [view]: LimitView[] = unwrap(await meter.count(count));
  await next();
  if (c.res.status !== 101) tellLimit(c, view);
};
