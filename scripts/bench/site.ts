/** The built product with the Messages test server behind it, and a person signed in to it. */
import type { ServerFrame } from "../../workers/contract/frames.ts";
import { startMessagesServer } from "../../workers/testing/messages-server.ts";
import { postScript, scriptMarker, type Step } from "../../workers/testing/script.ts";
import { startServer } from "../../web/e2e/support/server.ts";
import { authenticator } from "../../web/e2e/support/totp.ts";

export interface Site {
  readonly url: string;
  readonly messages: string;
  api(method: string, path: string, body?: string | Uint8Array, type?: string): Promise<Response>;
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
  newSession(project: string): Promise<string>;
  stop(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const messages = await startMessagesServer();
  const server = await startServer({
    env: { ANTHROPIC_API_KEY: "bench", ANTHROPIC_BASE_URL: messages.url },
  });
  const login = await fetch(`${server.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify(server.admin),
  });
  const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
  const api: Site["api"] = (method, path, body, type = "application/octet-stream") =>
    fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: server.url, "content-type": type },
      ...(body === undefined ? {} : { body: body as RequestInit["body"] }),
    });
  const json: Site["json"] = async (method, path, body) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await api(method, path, text, "application/json");
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as never;
  };
  cookies.set(server.url, cookie);
  await proveFactor(json, server.admin.password);
  return {
    url: server.url,
    messages: messages.url,
    api,
    json,
    newSession: async (project) =>
      (
        await json<{ id: string }>("POST", "/sessions", {
          project_id: project,
          mode: "bypass",
        })
      ).id,
    stop: async () => {
      await server.stop();
      await messages.close();
    },
  };
}

/** Bypass mode, in which nobody is asked, wants a fresh second factor (T-06). */
async function proveFactor(json: Site["json"], password: string): Promise<void> {
  const begun = await json<{ ticket: string; secret: string }>("POST", "/account/totp/begin", {
    password,
  });
  const code = await authenticator(begun.secret).next();
  await json("POST", "/account/totp/confirm", { ticket: begun.ticket, code });
}

const cookies = new Map<string, string>();

/** Node's WebSocket takes headers, which the standard's type does not know. */
const HeaderSocket: new (url: string, options: { headers: Record<string, string> }) => WebSocket =
  WebSocket as never;

export interface Chat {
  send(text: string): void;
  /** The next frame that fits, from now on. */
  next(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame>;
  /** Characters of streamed text so far. */
  characters(): number;
  close(): void;
}

export async function openChat(site: Site, session: string): Promise<Chat> {
  const headers = { cookie: cookies.get(site.url) ?? "", origin: site.url };
  const address = `${site.url.replace("http", "ws")}/ws/chat/${session}?since=`;
  const socket = new HeaderSocket(address, { headers });
  const waiting = new Set<(frame: ServerFrame) => void>();
  let characters = 0;
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data)) as ServerFrame;
    if (frame.type === "delta") characters += frame.text.length;
    for (const take of waiting) take(frame);
  });
  const next: Chat["next"] = (fits) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("no such frame in 60 s")), 60_000);
      const take = (frame: ServerFrame) => {
        if (!fits(frame)) return;
        clearTimeout(late);
        waiting.delete(take);
        resolve(frame);
      };
      waiting.add(take);
    });
  await next((frame) => frame.type === "welcome");
  return {
    send: (text) =>
      socket.send(
        JSON.stringify({
          type: "message.send",
          id: "1",
          client_id: crypto.randomUUID(),
          text,
          language: "en",
        }),
      ),
    next,
    characters: () => characters,
    close: () => socket.close(),
  };
}

export const isIdle = (frame: ServerFrame): boolean =>
  frame.type === "run" && ["idle", "failed", "stopped"].includes(frame.run.state);

/** Scripts one conversation; what comes back belongs into its first message. */
export async function script(site: Site, steps: Step[]): Promise<{ key: string; marker: string }> {
  const key = crypto.randomUUID();
  await postScript(site.messages, key, steps);
  return { key, marker: scriptMarker(key) };
}

/** The same call without an agent: the yardstick of turns and streams. */
export const callDirectly = (site: Site, marker: string): Promise<Response> =>
  fetch(`${site.messages}/v1/messages`, {
    method: "POST",
    headers: { authorization: "Bearer bench", "anthropic-version": "2026-10-21" },
    body: JSON.stringify({
      model: "claude-opus-5-5",
      max_tokens: 100,
      stream: true,
      messages: [{ role: "user", content: `${marker} go` }],
    }),
  });
