import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import type { TurnOutcome } from "#contract/automation";
import type { Item } from "#contract/chat";
import type { ErrorCode } from "#contract/errors";
import { ClientFrame, type FileChange } from "#contract/frames";
import { type PermissionMode, Role } from "#contract/common";
import { forgetSocket, noteSocket } from "../auth/open-sockets.ts";
import { meterOf } from "../meter/rpc.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { parseJson } from "../platform/http/parse-json.ts";
import { attempt, type Result } from "../platform/result.ts";
import { noteDrop } from "../statistics/note-drop.ts";
import { tellSite } from "./closed-site.ts";
import { listCommands } from "./commands.ts";
import { commit, hasWork, newLive, setupOf, tellUnsent, type Core } from "./core.ts";
import { handleFrame } from "./frames.ts";
import { checkLogin, checkSockets } from "./login-check.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { endOverdueBypass, settingsFrame } from "./mode.ts";
import { noteCost } from "./note-cost.ts";
import { settle } from "./outbox.ts";
import { waitForOutcome } from "./outcome.ts";
import { answerCall, running, say, stop } from "./requests.ts";
import { lookAgain, resumeRun, stopRun } from "./runner.ts";
import {
  socketHeaders,
  type CallAnswer,
  type ChatSessionRpc,
  type CorrectedCall,
  type RunningTurn,
  type Said,
  type SessionSetup,
} from "./rpc.ts";
import { createTables } from "./schema.ts";
import {
  attachmentOf,
  broadcast,
  closeCodes,
  closeLogin,
  closeSocket,
  send,
  sendError,
  type Attachment,
} from "./sockets.ts";
import { noteRole, workspaceOf } from "./surroundings.ts";
import { pageItems } from "./transcript.ts";
import { wakeAtEndOfBypass, wakeForListeners, wakeNext } from "./wake-next.ts";
import { welcome } from "./welcome.ts";

/** One chat session: its sockets, its transcript and its run. The only writer of its history. */
export class ChatSession extends DurableObject<Env> implements ChatSessionRpc {
  readonly #core: Core;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    createTables(ctx.storage.sql);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#core = { ctx, env, sql: ctx.storage.sql, live: newLive() };
  }

  async open(setup: SessionSetup): Promise<void> {
    writeMeta(this.#core.sql, "setup", setup);
    writeMeta(this.#core.sql, "closed", false);
    await wakeAtEndOfBypass(this.#core);
  }

  async configure(change: {
    title?: string;
    model?: string;
    mode?: PermissionMode;
    bypass_until?: number | null;
    role?: Role;
  }): Promise<void> {
    const core = this.#core;
    commit(core, () => {
      const before = setupOf(core);
      const { role, ...settings } = change;
      const owner = { ...before.owner, role: role ?? before.owner.role };
      const setup = { ...before, ...settings, owner };
      writeMeta(core.sql, "setup", setup);
      return [settingsFrame(core)];
    });
    await wakeAtEndOfBypass(core);
  }

  async history(
    before: number | null,
    limit: number,
  ): Promise<{ items: Item[]; has_more: boolean }> {
    return pageItems(this.#core.sql, before, limit);
  }

  async say(message: Said): Promise<Result<null>> {
    return attempt(() => say(this.#core, message));
  }

  async outcome(messageId: string, wait: number): Promise<TurnOutcome | null> {
    return waitForOutcome(this.#core, messageId, wait);
  }

  async answerCall(toolId: string, answer: CallAnswer, byKey: boolean): Promise<Result<string>> {
    return attempt(() => answerCall(this.#core, toolId, answer, byKey));
  }

  async running(): Promise<RunningTurn | null> {
    return running(this.#core);
  }

  async stop(): Promise<string | null> {
    return stop(this.#core);
  }

  async filesChanged(changes: FileChange[], truncated: boolean): Promise<void> {
    broadcast(this.ctx, { type: "files", changes, truncated });
    this.ctx.waitUntil(checkSockets(this.#core));
  }

  async closeLogin(loginId: string, why?: ErrorCode): Promise<void> {
    for (const socket of this.ctx.getWebSockets(loginId)) closeLogin(socket, why);
  }

  async lookAgain(): Promise<void> {
    if (readMeta(this.#core.sql, "setup")) await lookAgain(this.#core);
  }

  async openConnections(): Promise<string[]> {
    return this.ctx.getWebSockets().flatMap((one) => attachmentOf(one)?.connection ?? []);
  }

  async takeOver(connectionId: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(connectionId)) {
      closeSocket(socket, closeCodes.takenOver, "RATE_004");
    }
  }

  async siteChanged(): Promise<void> {
    await tellSite(this.#core);
  }

  async noteCost(microUsd: number, calls: readonly CorrectedCall[]): Promise<void> {
    noteCost(this.#core, microUsd, calls);
  }

  async close(): Promise<void> {
    writeMeta(this.#core.sql, "closed", true);
    stopRun(this.#core);
    for (const socket of this.ctx.getWebSockets()) {
      closeSocket(socket, closeCodes.session, "SESSION_002");
    }
  }

  async destroy(): Promise<void> {
    const { storage } = this.ctx;
    await this.close();
    // What its calls cost is on record first: money outlives the chat.
    if (readMeta(storage.sql, "setup")) while (await settle(this.#core));
    await storage.deleteAlarm();
    await storage.deleteAll();
    createTables(storage.sql);
  }

  /** The upgrade, already authorised by the Worker. */
  override async fetch(request: Request): Promise<Response> {
    const core = this.#core;
    const user = request.headers.get(socketHeaders.user);
    const login = request.headers.get(socketHeaders.login);
    if (user === null || login === null) return new Response(null, { status: 400 });
    const role = v.safeParse(Role, request.headers.get(socketHeaders.role));
    // What a key asked for goes on with what a key may.
    if (role.success && readMeta(core.sql, "key_id") === null) noteRole(core, role.output);
    const language = request.headers.get("accept-language") === "en" ? "en" : "ja";
    const commands = await listCommands(core, language);
    const { 0: client, 1: server } = new WebSocketPair();
    const connection = crypto.randomUUID();
    // What the others are still to be told must not reach the new socket before its welcome.
    tellUnsent(core);
    this.ctx.acceptWebSocket(server, [login, connection]);
    const attachment: Attachment = {
      user: JSON.parse(decodeURIComponent(user)) as Attachment["user"],
      login,
      connection,
      key: JSON.parse(request.headers.get(socketHeaders.key) ?? "null") as Attachment["key"],
      language,
      ip: JSON.parse(request.headers.get(socketHeaders.ip) ?? "null") as string | null,
      checked_at: Date.now(),
    };
    server.serializeAttachment(attachment);
    const since = new URL(request.url).searchParams.get("since") ?? "";
    send(server, welcome(core, /^\d+$/.test(since) ? Number(since) : null, commands));
    this.#viewersChanged();
    const { session_id, owner } = setupOf(core);
    const meter = meterOf(this.env, owner.id);
    this.ctx.waitUntil(meter.noteConnection({ id: connection, session_id }));
    this.ctx.waitUntil(this.#entered(server, login, session_id));
    this.ctx.waitUntil(workspaceOf(core).subscribe(session_id));
    this.ctx.waitUntil(wakeForListeners(core));
    if (hasWork(core)) resumeRun(core);
    return new Response(null, { status: 101, webSocket: client });
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const parsed = v.safeParse(ClientFrame, typeof data === "string" ? readJson(data) : null);
    if (!parsed.success) return sendError(socket, idOf(data), "REQUEST_001");
    try {
      if (!(await checkLogin(this.#core, socket))) return;
      await handleFrame(this.#core, socket, parsed.output);
    } catch (error) {
      log("error", "bug", { where: "frame", frame: parsed.output.type, ...errorFields(error) });
      sendError(socket, parsed.output.id, "SERVER_001");
    }
  }

  override async webSocketClose(socket: WebSocket, code: number, reason: string): Promise<void> {
    try {
      // 1005 and 1006 are no codes to send.
      socket.close(code === 1005 || code === 1006 || code === 1015 ? 1000 : code, reason);
    } catch {
      // Closed from our side already.
    }
    if (code === 1006) this.#dropped(socket);
    await this.#left(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.#dropped(socket);
    await this.#left(socket);
  }

  /** The heartbeat of a run, the second try of what D1 did not take, and a look at who listens. */
  override async alarm(): Promise<void> {
    const core = this.#core;
    if (!readMeta(core.sql, "setup")) return;
    endOverdueBypass(core);
    if (hasWork(core)) return resumeRun(core);
    await checkSockets(core);
    const more = await settle(core);
    // A run that began meanwhile has set its own.
    if (hasWork(core)) return resumeRun(core);
    await wakeNext(core, more ? 1000 : null);
  }

  /** Ended between its check and being on the list of what ending closes, a login is found out here. */
  async #entered(socket: WebSocket, login: string, session: string): Promise<void> {
    await noteSocket(this.env, login, session);
    await checkLogin(this.#core, socket, 0);
  }

  /** It ended without a goodbye; one that was told to go need not answer. */
  #dropped(socket: WebSocket): void {
    if (attachmentOf(socket)?.ended) return;
    const noted = noteDrop(this.env).catch((error: unknown) =>
      log("error", "drop_unnoted", errorFields(error)),
    );
    this.ctx.waitUntil(noted);
  }

  #viewersChanged(): void {
    broadcast(this.ctx, { type: "viewers", count: this.ctx.getWebSockets().length });
  }

  async #left(socket: WebSocket): Promise<void> {
    const rest = this.ctx.getWebSockets().filter((other) => other !== socket);
    for (const other of rest) send(other, { type: "viewers", count: rest.length });
    const setup = readMeta(this.#core.sql, "setup");
    const attachment = attachmentOf(socket);
    if (!setup || !attachment) return;
    const { login, connection } = attachment;
    this.ctx.waitUntil(meterOf(this.env, setup.owner.id).forgetConnection(connection));
    const same = rest.some((other) => attachmentOf(other)?.login === login);
    if (!same) {
      await forgetSocket(this.env, login, setup.session_id);
      // Who came back meanwhile, as a page that reloads does, is noted again.
      const back = this.ctx.getWebSockets(login).filter((other) => other !== socket);
      await Promise.all(back.map((other) => this.#entered(other, login, setup.session_id)));
    }
    if (rest.length === 0) await workspaceOf(this.#core).unsubscribe(setup.session_id);
  }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

const idOf = (data: string | ArrayBuffer): string | null => {
  const frame = typeof data === "string" ? readJson(data) : null;
  if (typeof frame !== "object" || frame === null || !("id" in frame)) return null;
  return typeof frame.id === "string" ? frame.id : null;
};
