import type { MiddlewareHandler } from "hono";
import type { ActivityEvent } from "./activity-event.ts";
import { classifyRequest, readNamed } from "./classify-request.ts";
import { originOf, type AppContext, type AppEnv } from "../http/http.ts";
import { errorFields, log } from "../log.ts";
import { hideKeys, maskSecrets } from "../text/mask.ts";
import { routeOf } from "../http/route-of.ts";
import { storeActivity } from "./store-activity.ts";

/** A-131 with our paths (C-27), and the live tail, which would fill the log it shows. */
const unrecorded =
  /^\/(api(\/v1)?\/(health|admin\/(activity|audit)-logs\/tail)|metrics|docs|openapi\.json)$/;

function eventOf(c: AppContext, started: number): ActivityEvent {
  const status = c.res.status;
  const noted = c.get("activity");
  const found = classifyRequest(c.req.method, c.req.path, status);
  const origin = originOf(c);
  return {
    id: c.var.requestId,
    user_id: c.get("actor")?.id ?? null,
    key_id: c.get("actor")?.key?.id ?? null,
    impersonator_id: c.get("actor")?.impersonator?.id ?? null,
    action_type: status >= 400 ? "ERROR" : (noted.action ?? found.action),
    resource_type: noted.resourceType ?? found.resourceType,
    resource_id:
      noted.resourceId ?? found.resourceId ?? readNamed(c.req.query()) ?? noted.named ?? null,
    endpoint: hideKeys(c.req.path).slice(0, 255),
    method: c.req.method.slice(0, 10),
    route: routeOf(c),
    request_body: noted.body ? maskSecrets(noted.body) : null,
    response_status: status,
    error_message: noted.errorMessage ?? null,
    error_code: noted.errorCode ?? null,
    ip_address: origin.ip,
    user_agent: origin.userAgent,
    duration_ms: Math.max(0, Math.round(performance.now() - started)),
    created_at: Date.now(),
  };
}

/** every API request, failures too, without delaying the answer. */
export const recordActivity: MiddlewareHandler<AppEnv> = async (c, next) => {
  const started = performance.now();
  await next();
  if (unrecorded.test(c.req.path)) return;
  const event = eventOf(c, started);
  c.executionCtx.waitUntil(
    // The response goes first.
    scheduler
      .wait(1)
      .then(() => c.env.ACTIVITY.send(event))
      // A Queue that takes nothing is no reason to lose it.
      .catch(() => storeActivity(c.env.DB, [event]))
      .catch((error: unknown) =>
        log("error", "activity_lost", { request_id: event.id, ...errorFields(error) }),
      ),
  );
};
