/** The built product with the Messages test server behind it, and a person signed in to it. */
import type { ServerFrame } from "../../workers/contract/frames.ts";
import { startMessagesServer } from "../../workers/testing/messages-server.ts";
import { postScript, scriptMarker, type Step } from "../../workers/testing/script.ts";
import { startServer } from "../../web/e2e/support/server.ts";
import { authenticator } from "../../web/e2e/support/totp.ts";

interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Site {
  readonly url: string;
  readonly messages: string;
  /** Who is nobody's administrator. */
  readonly user: Credentials;
  api(method: string, path: string, body?: string | Uint8Array, type?: string): Promise<Response>;
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
  newSession(project: string): Promise<string>;
  stop(): Promise<void>;
}

/** The Cookie header of a new sign-in. */
export async function signIn(url: string, account: Credentials): Promise<string> {
  const login = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(account),
  });
  if (!login.ok) throw new Error(await login.text());
  return login.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export async function openSite(): Promise<Site> {
  const messages = await startMessagesServer();
  const server = await startServer({
    by: "wrangler",
    env: { ANTHROPIC_API_KEY: "bench", ANTHROPIC_BASE_URL: messages.url },
  });
  const cookie = await signIn(server.url, server.admin);
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
    user: server.user,
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

/** What is critical wants a fresh second factor: bypass mode (T-06), a clean-up. */
export async function proveFactor(json: Site["json"], password: string): Promise<void> {
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

/** The socket of a session, as its page opens it. */
export const openSocket = (url: string, cookie: string, session: string): WebSocket =>
  new HeaderSocket(`${url.replace("http", "ws")}/ws/chat/${session}?since=`, {
    headers: { cookie, origin: url },
  });

export interface Chat {
  send(text: string): void;
  /** The next frame that fits, from now on. */
  next(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame>;
  /** Characters of streamed text so far. */
  characters(): number;
  close(): void;
}

export async function openChat(site: Site, session: string): Promise<Chat> {
  const socket = openSocket(site.url, cookies.get(site.url) ?? "", session);
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
