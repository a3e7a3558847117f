/** A client of the socket for workerd tests: it keeps what a browser would, and nothing else. */
import { inject } from "vitest";
import type { Item, ToolItem } from "#contract/chat";
import type { ClientFrame, ServerFrame } from "#contract/frames";
import type { PermissionMode } from "#contract/common";
import { createFile, createProject, createSession } from "./contract.ts";
import { proveFactor } from "./step-up.ts";
import { call, request, signUp, type Person } from "./people.ts";
import { postScript, readRequests, scriptMarker, type Step } from "./script.ts";

export interface Setting {
  readonly person: Person;
  readonly project: string;
  /** `sess_<uuid>`. */
  readonly session: string;
}

/** A person with a project, files in it and a session. */
export async function settle(
  options: { files?: Record<string, string>; mode?: PermissionMode; role?: "user" | "admin" } = {},
): Promise<Setting> {
  const person = await signUp(options.role ?? "user");
  if (options.mode === "bypass") await proveFactor(person);
  const made = await call(person, createProject, { json: { name: "chat test" } });
  const project = ((await made.json()) as { id: string }).id;
  for (const [path, body] of Object.entries(options.files ?? {})) {
    await call(person, createFile, { param: { path }, query: { project_id: project }, body });
  }
  return { person, project, session: await addSession(person, project, options.mode) };
}

export async function addSession(person: Person, project: string, mode?: PermissionMode) {
  const json = { project_id: project, ...(mode ? { mode } : {}) };
  const response = await call(person, createSession, { json });
  if (response.status !== 201) throw new Error(await response.text());
  return ((await response.json()) as { id: string }).id;
}

export interface Client {
  readonly frames: ServerFrame[];
  /** The transcript as a browser holds it, by position. */
  items(): Item[];
  tool(id: string): ToolItem | undefined;
  state(): string;
  seq(): number;
  send(frame: DistributiveOmit<ClientFrame, "id">): Promise<ServerFrame>;
  /** As it is, be it a frame or none. */
  sendText(text: string): void;
  say(text: string): Promise<string>;
  until(what: string, holds: () => boolean): Promise<void>;
  /** Until the run has begun and rests. */
  rest(): Promise<void>;
  readonly closed: { code: number | null };
  close(): void;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const patience = 25_000;

export async function connect(
  person: Person,
  session: string,
  since: number | "" = "",
  held: Item[] = [],
): Promise<Client> {
  const response = await request("GET", `/ws/chat/${session}?since=${since}`, {
    as: person,
    headers: { upgrade: "websocket" },
  });
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket: ${response.status} ${await response.text()}`);
  const frames: ServerFrame[] = [];
  const byId = new Map(held.map((item) => [item.id, item]));
  const closed: { code: number | null } = { code: null };
  let state = "idle";
  let began = false;
  let seq = since === "" ? 0 : since;
  let count = 0;
  let wake: (() => void)[] = [];

  const take = (frame: ServerFrame) => {
    frames.push(frame);
    if ("seq" in frame) seq = Math.max(seq, frame.seq);
    if (frame.type === "welcome") {
      if (frame.full) byId.clear();
      const fresh = new Set(frame.items.map((item) => item.id));
      for (const item of byId.values()) {
        if (item.kind === "assistant" && item.stop_reason === null && !fresh.has(item.id)) {
          byId.delete(item.id);
        }
      }
      for (const item of frame.items) byId.set(item.id, item);
      state = frame.run.state;
    }
    if (frame.type === "item") byId.set(frame.item.id, frame.item);
    if (frame.type === "item.discard") byId.delete(frame.item_id);
    if (frame.type === "delta") grow(byId, frame);
    if (frame.type === "run") {
      state = frame.run.state;
      if (state !== "idle") began = true;
    }
  };
  socket.addEventListener("message", (event) => {
    if (typeof event.data === "string" && event.data !== "pong") {
      take(JSON.parse(event.data) as ServerFrame);
    }
    for (const go of wake.splice(0)) go();
  });
  socket.addEventListener("close", (event) => {
    closed.code = event.code;
    for (const go of wake.splice(0)) go();
  });
  socket.accept();

  const until = async (what: string, holds: () => boolean) => {
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() > end) {
        throw new Error(`waited for ${what}; last: ${JSON.stringify(frames.slice(-6))}`);
      }
      await new Promise<void>((go) => {
        wake.push(go);
        setTimeout(go, 100);
      });
    }
    wake = [];
  };

  const send: Client["send"] = async (frame) => {
    const id = `f${(count += 1)}`;
    socket.send(JSON.stringify({ ...frame, id }));
    const answered = () =>
      frames.find((one) => (one.type === "ack" || one.type === "error") && one.id === id);
    await until(`an answer to ${frame.type}`, () => answered() !== undefined);
    return answered() as ServerFrame;
  };

  await until("the welcome", () => frames.length > 0);
  return {
    frames,
    items: () => [...byId.values()].sort((a, b) => a.position - b.position),
    tool: (id) => {
      const item = byId.get(id);
      return item?.kind === "tool" ? item : undefined;
    },
    state: () => state,
    seq: () => seq,
    send,
    sendText: (text) => socket.send(text),
    say: async (text) => {
      began = false;
      const client_id = crypto.randomUUID();
      await send({ type: "message.send", client_id, text, language: "en" });
      return client_id;
    },
    until,
    rest: () =>
      until("rest", () => began && (state === "idle" || state === "failed" || state === "stopped")),
    closed,
    close: () => socket.close(1000, "bye"),
  };
}

function grow(byId: Map<string, Item>, frame: Extract<ServerFrame, { type: "delta" }>): void {
  const item = byId.get(frame.item_id);
  if (item?.kind !== "assistant") throw new Error("a delta of an item nobody told of");
  const blocks = [...item.blocks];
  const block = blocks[frame.block] ?? { type: frame.kind, text: "" };
  if (block.type === "tool_use") throw new Error("a delta of a tool call");
  if (frame.offset !== block.text.length) throw new Error("a delta that does not fit");
  blocks[frame.block] = { ...block, text: block.text + frame.text };
  byId.set(item.id, { ...item, blocks });
}

/** Scripts the Messages server for one conversation; put `marker` into the first message. */
export async function script(steps: Step[]) {
  const key = crypto.randomUUID();
  const url = inject("messagesUrl");
  await postScript(url, key, steps);
  return { marker: scriptMarker(key), requests: () => readRequests(url, key) };
}

/** All text the assistant said. */
export const spoken = (client: Client): string[] =>
  client
    .items()
    .flatMap((item) => (item.kind === "assistant" ? item.blocks : []))
    .flatMap((block) => (block.type === "text" ? [block.text] : []));

export const notices = (client: Client): string[] =>
  client.items().flatMap((item) => (item.kind === "notice" ? [item.notice] : []));
