import { createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Item } from "#contract/chat";
import type { ClientFrame, FileChange } from "#contract/frames";
import { showSessionId } from "#contract/ids";
import { getHistory, getSession } from "#contract/session";
import { inTime } from "../app/in-time.ts";
import { setMaintenance } from "../app/maintenance.ts";
import { call } from "../client/call.ts";
import { isApiError } from "../client/error.ts";
import { pagePerson } from "../client/page-person.ts";
import { language } from "../i18n/language.ts";
import { CommandError } from "./outbox.ts";
import { openSocket, type Connection, type SocketLike } from "./socket.ts";
import { createTranscript, type Transcript } from "./transcript.ts";

type Unnamed<F> = F extends ClientFrame ? Omit<F, "id"> : never;
/** A command without its id. */
export type Command = Unnamed<ClientFrame>;

/** A message on its way: shown at once, gone when the server tells it back. */
export interface Outgoing {
  readonly client_id: string;
  readonly text: string;
  /** Code of the registry, once it failed. */
  readonly failed: string | null;
  /** What the refusal said of a limit. */
  readonly details?: CommandError["details"];
}

export interface Chat extends Transcript {
  readonly sessionId: string;
  readonly connection: Accessor<Connection>;
  readonly outgoing: Accessor<readonly Outgoing[]>;
  /** Rejects with a CommandError. */
  command(command: Command): Promise<void>;
  say(text: string, openFile: string | null): Promise<void>;
  discard(clientId: string): void;
  /** The page before the oldest item here; give it to `addOlder`. */
  fetchOlder(): Promise<{ items: Item[]; has_more: boolean }>;
  retry(message: Outgoing, openFile: string | null): void;
  reconnect(): void;
  /** Reads the whole conversation again (U-165). */
  refresh(): void;
}

export interface ChatOptions {
  readonly sessionId: string;
  onFiles(changes: FileChange[], truncated: boolean): void;
  /** What a message waits for, if that does not take too long: edits of its author that are not saved yet. */
  beforeSend?(): Promise<unknown> | undefined;
  connect?: (url: string) => SocketLike;
}

/** In ms: longer waits no message. */
const longestWait = 3000;

const resyncPause = 3000;

/** A session on the screen: its socket, its transcript, its commands. Lives as long as its owner. */
export function createChat(options: ChatOptions): Chat {
  const [connection, setConnection] = createSignal<Connection>({ kind: "connecting" });
  const [outgoing, setOutgoing] = createSignal<readonly Outgoing[]>([]);
  let resyncing = false;
  let readAll = false;

  const transcript = createTranscript((state) => {
    if (state.resync === null || resyncing) return;
    resyncing = true;
    socket.resync();
    // A server that answers with the same hole again is not asked without end.
    setTimeout(() => (resyncing = false), resyncPause);
  });
  const { state } = transcript;

  const socket = openSocket({
    connect: (since) => {
      const connect = options.connect ?? ((url: string) => new WebSocket(url));
      const person = pagePerson();
      const query = new URLSearchParams({
        ...(since === null ? {} : { since: String(since) }),
        ...(person === null ? {} : { user: person }),
      });
      return connect(`${socketBase()}/ws/chat/${showSessionId(options.sessionId)}?${query}`);
    },
    since: () => {
      transcript.flush();
      return state().ready && state().resync !== "full" && !readAll ? state().seq : null;
    },
    onFrame: (frame) => {
      if (frame.type === "welcome") readAll = false;
      if (frame.type === "files") options.onFiles(frame.changes, frame.truncated);
      else if (frame.type === "maintenance") setMaintenance(frame.maintenance);
      else transcript.push(frame);
    },
    onConnection: setConnection,
    probe: () => probe(options.sessionId),
  });
  watchPage(socket.wake);
  onCleanup(socket.close);

  const send = (command: Command) => socket.send({ ...command, id: crypto.randomUUID() });
  const others = (clientId: string) =>
    outgoing().filter((message) => message.client_id !== clientId);
  let ready: Promise<unknown> | undefined;
  /** One after the other: none overtakes one that waits. */
  const untilReady = async (wait: Promise<unknown> | undefined) => {
    const mine = Promise.all([ready, inTime(wait, longestWait)]);
    ready = mine;
    await mine;
    if (ready === mine) ready = undefined;
  };
  const transmit = async (message: Outgoing, openFile: string | null) => {
    const { client_id, text } = message;
    setOutgoing([...others(client_id), message]);
    const wait = options.beforeSend?.();
    if (wait !== undefined || ready !== undefined) await untilReady(wait);
    try {
      await send({
        type: "message.send",
        client_id,
        text,
        open_file: openFile,
        language: language(),
      });
      transcript.flush();
      setOutgoing(others(client_id));
    } catch (error) {
      const refused = error instanceof CommandError ? error : undefined;
      const failed = refused?.code ?? "SERVER_001";
      setOutgoing([...others(client_id), { ...message, failed, details: refused?.details }]);
    }
  };

  const arrived = createMemo(() => {
    const ids = new Set(state().queue.map((queued) => queued.client_id));
    if (outgoing().length === 0) return ids;
    for (const item of state().items) if (item.kind === "user") ids.add(item.client_id);
    return ids;
  });

  return {
    ...transcript,
    sessionId: options.sessionId,
    connection,
    outgoing: () => outgoing().filter((message) => !arrived().has(message.client_id)),
    command: send,
    say: (text, openFile) =>
      transmit({ client_id: crypto.randomUUID(), text, failed: null }, openFile),
    discard: (clientId) => void setOutgoing(others(clientId)),
    retry: (message, openFile) => void transmit({ ...message, failed: null }, openFile),
    fetchOlder: () =>
      call(getHistory, {
        param: { id: options.sessionId },
        query: { before: String(state().items[0]?.position ?? 0) },
      }),
    reconnect: socket.wake,
    refresh: () => {
      readAll = true;
      socket.resync();
    },
  };
}

const socketBase = (): string => location.origin.replace(/^http/, "ws");

/** Asking over REST renews an expired sign-in on the way, and says why a socket cannot be had. */
async function probe(id: string): Promise<"ok" | "signed_out" | "gone" | "unreachable"> {
  try {
    await call(getSession, { param: { id } });
    return "ok";
  } catch (error) {
    if (isApiError(error) && error.status === 401) return "signed_out";
    return isApiError(error) && error.status === 404 ? "gone" : "unreachable";
  }
}

/** A line that may have died unseen is tested whenever the page or the network comes back. */
function watchPage(wake: () => void): void {
  const seen = () => document.visibilityState === "visible" && wake();
  addEventListener("online", wake);
  addEventListener("offline", wake);
  document.addEventListener("visibilitychange", seen);
  onCleanup(() => {
    removeEventListener("online", wake);
    removeEventListener("offline", wake);
    document.removeEventListener("visibilitychange", seen);
  });
}
