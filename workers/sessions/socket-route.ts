import { Hono } from "hono";
import * as v from "valibot";
import { SessionId } from "#contract/ids";
import { socketHeaders } from "../chat-session/rpc.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { AppEnv } from "../platform/http.ts";
import { getSession } from "./service.ts";

/** `GET /ws/chat/:session` (U-225): the upgrade, handed to the session's object. No JSON, so no contract. */
export const socketRoute = new Hono<AppEnv>();

socketRoute.get("/ws/chat/:session", async (c): Promise<Response> => {
  const actor = c.get("actor");
  if (!actor) throw new AppError("AUTH_002");
  const id = v.safeParse(SessionId, c.req.param("session"));
  if (!id.success) throw new AppError("SESSION_002");
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new AppError("REQUEST_001");
  await getSession(openDb(c.env.DB), actor, id.output);
  const since = c.req.query("since") ?? "";
  const headers = new Headers({
    Upgrade: "websocket",
    [socketHeaders.user]: encodeURIComponent(JSON.stringify({ id: actor.id, name: actor.name })),
    [socketHeaders.login]: actor.login_id,
    "Accept-Language": c.var.language,
  });
  const address = `https://session/?since=${encodeURIComponent(since)}`;
  return c.env.CHAT_SESSION.getByName(id.output).fetch(address, { headers });
});
