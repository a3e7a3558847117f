import type { Role } from "#contract/common";
import { socketHeaders } from "../chat-session/rpc.ts";
import { originOf, type Actor, type AppContext } from "../platform/http/http.ts";

/** The upgrade as a session's object takes it, of its owner. `role`: theirs in its project. */
export function openSessionSocket(
  c: AppContext,
  actor: Actor,
  role: Role,
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
    [socketHeaders.ip]: JSON.stringify(originOf(c).ip),
    ...(key ? { [socketHeaders.key]: JSON.stringify(key) } : { [socketHeaders.role]: role }),
    "Accept-Language": c.var.language,
  });
  const address = `https://session/?since=${encodeURIComponent(since)}`;
  return c.env.CHAT_SESSION.getByName(sessionId).fetch(address, { headers });
}
