import { Hono } from "hono";
import * as v from "valibot";
import { endpoint } from "#contract/endpoint";
import { SessionId } from "#contract/ids";
import { AppError } from "../platform/errors.ts";
import { guard } from "../platform/http/guard.ts";
import type { AppEnv } from "../platform/http/http.ts";
import { requireProject } from "./access.ts";
import { openSessionSocket } from "./open-socket.ts";

/** `GET /ws/chat/:session` (U-225): the upgrade, handed to the session's object. It is no endpoint of the contract, but guarded as one. */
export const socketRoute = new Hono<AppEnv>();

const spec = endpoint({
  method: "GET",
  safe: false,
  path: "/ws/chat/:session",
  access: "guest",
  key: "read",
  acting: false,
  summary: "The socket of a chat session",
});

socketRoute.get(spec.path, async (c): Promise<Response> => {
  const actor = guard(spec, c);
  if (!actor) throw new AppError("AUTH_002");
  const id = v.safeParse(SessionId, c.req.param("session"));
  if (!id.success) throw new AppError("SESSION_002");
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new AppError("REQUEST_001");
  const { role } = await requireProject(c.env, actor, { session_id: id.output });
  return openSessionSocket(c, actor, role, id.output, c.req.query("since") ?? "");
});
