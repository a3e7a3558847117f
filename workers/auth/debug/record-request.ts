import type { MiddlewareHandler } from "hono";
import type { AppContext, AppEnv, DebugOn } from "../../platform/http/http.ts";
import { errorFields, log } from "../../platform/log.ts";
import { hideKeys } from "../../platform/text/mask.ts";
import { isWanted, storeEntries, type NewEntry } from "./record.ts";
import { timedEnv } from "./timed-env.ts";

/** Of one request; the rest of a longer one is left out. */
const most = 200;
/** A request that took longer is worth a warning, milliseconds. */
const slow = 2000;

/** Where one chat is looked at, the rest of what its owner does is not. */
const isInScope = (c: AppContext, { session_id }: DebugOn): boolean =>
  session_id === null ||
  c.req.path.includes(session_id) ||
  (c.req.query("session_id") ?? "").endsWith(session_id);

/** Records a request of somebody debug mode is on for: what it was, what it waited for (T-33). */
export const recordDebug: MiddlewareHandler<AppEnv> = async (c, next) => {
  const on = c.get("actor")?.debug;
  if (on === undefined || !isInScope(c, on)) return next();
  const { env } = c;
  const entries: NewEntry[] = [];
  const started = performance.now();
  const note = (entry: Pick<NewEntry, "level" | "event" | "ms" | "fields">) => {
    if (entries.length >= most || !isWanted(entry.level, on)) return;
    entries.push({ at: Date.now(), requestId: c.var.requestId, ...entry });
  };
  c.env = timedEnv(env, (level, event, ms, fields) => note({ level, event, ms, fields }));
  await next();
  const { status } = c.res;
  const ms = performance.now() - started;
  note({
    level: status >= 400 || ms > slow ? "WARNING" : "INFO",
    event: "request",
    ms,
    fields: {
      method: c.req.method,
      path: hideKeys(c.req.path),
      status,
      error_code: c.get("activity").errorCode ?? null,
    },
  });
  c.executionCtx.waitUntil(
    storeEntries(env.DB, on.scope, entries).catch((error: unknown) =>
      log("warn", "debug_not_kept", errorFields(error)),
    ),
  );
};
