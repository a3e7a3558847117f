/** A person's message on its way into the transcript: kept once, now or when the run before it is over. */
import { isActive, type UserItem } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import { commit, setRun, setupOf, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { settingsFrame } from "./mode.ts";
import {
  enqueue,
  isQueueFull,
  isTaken,
  removeQueued,
  takeClientId,
  viewQueue,
  type Incoming,
} from "./queue.ts";
import { nextPosition, nextSeq, putItem, putModelSide } from "./transcript.ts";

export const queueFrame = (core: Core): ServerFrame => ({
  type: "queue",
  seq: nextSeq(core.sql),
  queue: viewQueue(core.sql),
});

/**
 * Takes a message. Sent twice, it is kept once. Everything goes through the queue, so that order
 * holds; tells whether a run should be started for it, or that too many wait already.
 */
export function acceptMessage(core: Core, message: Incoming): "start" | "wait" | "full" {
  if (isTaken(core.sql, message.client_id)) return "wait";
  if (isQueueFull(core.sql)) return "full";
  const start = !isActive(readMeta(core.sql, "run").state);
  commit(core, () => {
    takeClientId(core.sql, message.client_id, message.at);
    enqueue(core.sql, message);
    writeMeta(core.sql, "draft", "");
    return start ? [] : [queueFrame(core)];
  });
  return start ? "start" : "wait";
}

const titleLength = 40;

/** What a session is called until somebody names it (U-036). */
const defaultTitles: ReadonlySet<string> = new Set(["新しいチャット", "New chat"]);

/** The first message that is no command names a session that nobody named. */
function nameSession(core: Core, text: string): ServerFrame[] {
  const setup = setupOf(core);
  if (!defaultTitles.has(setup.title)) return [];
  const line = text.trim().split("\n")[0] ?? "";
  const letters = [...line];
  const title = letters.length > titleLength ? `${letters.slice(0, titleLength).join("")}…` : line;
  if (title === "" || title.startsWith("/")) return [];
  writeMeta(core.sql, "setup", { ...setup, title });
  return [settingsFrame(core)];
}

/**
 * Moves a waiting message into the transcript and begins its turn; `modelText` is what the model
 * reads of it. False: it was taken out of the queue meanwhile.
 */
export function beginTurn(core: Core, message: Incoming, modelText: string | null): boolean {
  let begun = false;
  commit(core, () => {
    begun = removeQueued(core.sql, message.client_id);
    if (!begun) return [];
    const turn_id = crypto.randomUUID();
    const run = setRun(core, "streaming", { turn_id, started_at: Date.now() });
    const { text, language } = message;
    writeMeta(core.sql, "command", modelText === null ? { text, language } : null);
    writeMeta(core.sql, "calls", 0);
    writeMeta(core.sql, "stopping", false);
    writeMeta(core.sql, "language", language);
    writeMeta(core.sql, "key_id", message.key_id ?? null);
    writeMeta(core.sql, "login_id", message.login_id ?? null);
    core.live.refused = null;
    writeMeta(core.sql, "messages", readMeta(core.sql, "messages") + 1);
    const item = putItem<UserItem>(core.sql, {
      kind: "user",
      id: message.item_id ?? crypto.randomUUID(),
      position: nextPosition(core.sql),
      seq: 0,
      turn_id,
      at: message.at,
      text,
      author: message.author,
      client_id: message.client_id,
    });
    putModelSide(core.sql, item.id, modelText);
    const named = nameSession(core, text);
    return [{ type: "item", seq: item.seq, item }, run, queueFrame(core), ...named];
  });
  return begun;
}
