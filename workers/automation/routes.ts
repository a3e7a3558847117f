import { Hono } from "hono";
import * as contract from "#contract/automation";
import { newId } from "#contract/ids";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import type { AppEnv } from "../platform/http/http.ts";
import { readIdempotencyKey } from "../platform/idempotency/idempotency-key.ts";
import { implement, raw } from "../platform/http/implement.ts";
import { tellLimit } from "../platform/http/limit-headers.ts";
import { unwrap } from "../platform/result.ts";
import { openSessionSocket } from "../sessions/open-socket.ts";
import { requireProject } from "../sessions/access.ts";
import { getSession } from "../sessions/service.ts";
import { eventStream } from "./event-stream.ts";
import { messageIdOf } from "./message-id.ts";
import { endedCode, refusalNow, waitForTurn } from "./wait.ts";

/** The agent for programs: what the socket does for browsers. */
export const automationRoutes = new Hono<AppEnv>();

implement(automationRoutes, contract.sendMessage, async (c, { actor, param, json }) => {
  await getSession(openDb(c.env.DB), actor, param.id);
  const key = readIdempotencyKey(c);
  const id = key === undefined ? newId() : messageIdOf(actor.id, param.id, key);
  unwrap(
    await c.env.CHAT_SESSION.getByName(param.id).say({
      client_id: id,
      item_id: id,
      text: json.text,
      open_file: null,
      language: c.var.language,
      author: { id: actor.id, name: actor.name },
      key_id: actor.key?.id ?? null,
      call_counted: actor.key !== null,
      login_id: actor.key ? null : actor.login_id,
      at: Date.now(),
    }),
  );
  if (!actor.key) {
    const { limits } = await meterOf(c.env, actor.id).view(null);
    tellLimit(
      c,
      limits.find(({ kind }) => kind === "messages_per_hour"),
    );
  }
  return waitForTurn(c.env, actor, param.id, id, json.wait_seconds);
});

implement(automationRoutes, contract.answerApproval, async (c, { actor, param, json }) => {
  await getSession(openDb(c.env.DB), actor, param.id);
  const { wait_seconds, ...answer } = json;
  const session = c.env.CHAT_SESSION.getByName(param.id);
  const message = unwrap(await session.answerCall(param.call, answer, actor.key !== null));
  return waitForTurn(c.env, actor, param.id, message, wait_seconds);
});

implement(automationRoutes, contract.stopTurn, async (c, { actor, param }) => {
  await getSession(openDb(c.env.DB), actor, param.id);
  const message = await c.env.CHAT_SESSION.getByName(param.id).stop();
  if (message === null) throw new AppError("SESSION_003");
  return waitForTurn(c.env, actor, param.id, message, 0);
});

raw(automationRoutes, contract.followSession, async (c, { actor, param, query }) => {
  const { role } = await requireProject(c.env, actor, { session_id: param.id });
  const last = c.req.header("last-event-id");
  const since = last !== undefined && /^\d+$/.test(last) ? last : (query.since ?? "");
  const { webSocket } = await openSessionSocket(c, actor, role, param.id, since);
  if (!webSocket) throw new AppError("NETWORK_001");
  const stream = eventStream(webSocket, {
    untilIdle: query.until === "idle",
    ends: actor.login_expires_at.getTime(),
    ended: endedCode(actor),
    refusal: () => refusalNow(c.env, actor),
  });
  return c.body(stream, 200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
});
