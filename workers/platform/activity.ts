import type { MiddlewareHandler } from "hono";
import type { ActivityEvent } from "./activity-event.ts";
import { originOf, type AppContext, type AppEnv } from "./http.ts";
import { errorFields, log } from "./log.ts";
import { maskSecrets } from "./mask.ts";
import { storeActivity } from "./store-activity.ts";

/** A-131 with our paths (C-27). */
const unrecorded = /^\/(api(\/v1)?\/health|metrics|docs|openapi\.json)$/;

/** Maps, since the caller writes the names: an object knows `__proto__` and `constructor`, too. */
const resources = new Map([
  ["projects", "PROJECT"],
  ["sessions", "SESSION"],
  ["files", "FILE"],
  ["users", "USER"],
  ["models", "MODEL"],
]);

const methods = new Map([
  ["GET", "READ"],
  ["POST", "CREATE"],
  ["PUT", "UPDATE"],
  ["PATCH", "UPDATE"],
  ["DELETE", "DELETE"],
]);

const idPattern = /^(sess_)?[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** what kind of operation on which resource, read off the address. */
export function classifyRequest(method: string, path: string, status: number) {
  const [name, id] = path.replace(/^\/(api(\/v1)?|ws)\//, "").split("/");
  return {
    action: status >= 400 ? "ERROR" : (methods.get(method) ?? "OTHER"),
    resourceType: path.startsWith("/ws/") ? "SESSION" : (resources.get(name ?? "") ?? null),
    resourceId:
      id !== undefined && idPattern.test(id) ? id.replace(/^sess_/i, "").toLowerCase() : null,
  };
}

/** The project or chat a query names; nothing else of a query is kept. */
const namedBy = (c: AppContext): string | null => {
  const id = c.req.query("project_id") ?? c.req.query("session_id");
  return id !== undefined && idPattern.test(id) ? id.replace(/^sess_/i, "").toLowerCase() : null;
};

function eventOf(c: AppContext, started: number): ActivityEvent {
  const status = c.res.status;
  const noted = c.get("activity");
  const found = classifyRequest(c.req.method, c.req.path, status);
  const origin = originOf(c);
  return {
    id: c.var.requestId,
    user_id: c.get("actor")?.id ?? null,
    key_id: c.get("actor")?.key?.id ?? null,
    action_type: status >= 400 ? "ERROR" : (noted.action ?? found.action),
    resource_type: noted.resourceType ?? found.resourceType,
    resource_id: noted.resourceId ?? found.resourceId ?? namedBy(c),
    endpoint: c.req.path.slice(0, 255),
    method: c.req.method.slice(0, 10),
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
