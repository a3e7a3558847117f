import { socketHeaders } from "../chat-session/rpc.ts";
import type { Actor, AppContext } from "../platform/http.ts";

/** The upgrade as a session's object takes it, of somebody who may see the session. */
export function openSessionSocket(
  c: AppContext,
  actor: Actor,
  sessionId: string,
  since: string,
): Promise<Response> {
  const key = actor.key && {
    may_write: actor.key.scopes.includes("write"),
    until: actor.login_expires_at.getTime(),
  };
  const headers = new Headers({
    Upgrade: "websocket",
    [socketHeaders.user]: encodeURIComponent(JSON.stringify({ id: actor.id, name: actor.name })),
    [socketHeaders.login]: actor.login_id,
    ...(key ? { [socketHeaders.key]: JSON.stringify(key) } : {}),
    "Accept-Language": c.var.language,
  });
  const address = `https://session/?since=${encodeURIComponent(since)}`;
  return c.env.CHAT_SESSION.getByName(sessionId).fetch(address, { headers });
}
