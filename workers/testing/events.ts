/** A reader of server-sent events for workerd tests. */
import type { Item } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import { openWithKey } from "./keys.ts";

export interface Events {
  readonly status: number;
  readonly type: string | null;
  readonly frames: ServerFrame[];
  /** Of the last event that had one. */
  lastId(): string | undefined;
  readonly comments: string[];
  until(what: string, holds: () => boolean): Promise<void>;
  /** Until the stream ends. */
  end(): Promise<void>;
  ended(): boolean;
  /** The reader leaves. */
  leave(): Promise<void>;
}

const patience = 25_000;

export async function follow(
  key: string,
  session: string,
  query = "",
  headers: Record<string, string> = {},
): Promise<Events> {
  const path = `/api/v1/sessions/${session}/events${query}`;
  const { response } = openWithKey(key, "GET", path, { headers });
  const answer = await response;
  const frames: ServerFrame[] = [];
  const comments: string[] = [];
  let last: string | undefined;
  let over = false;
  const take = (block: string) => {
    const fields = new Map<string, string>();
    for (const line of block.split("\n")) {
      const at = line.indexOf(":");
      if (at === 0) comments.push(line.slice(1).trim());
      else fields.set(line.slice(0, at), line.slice(at + 1).trim());
    }
    last = fields.get("id") ?? last;
    const data = fields.get("data");
    if (data === undefined) return;
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.type !== fields.get("event")) throw new Error("an event of another name");
    frames.push(frame);
  };
  const reader = answer.body?.getReader();
  const read = async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for (let more = await reader?.read(); more && !more.done; more = await reader?.read()) {
      const { value } = more;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      blocks.forEach(take);
    }
    over = true;
  };
  const reading = answer.status === 200 ? read().catch(() => (over = true)) : Promise.resolve();
  const until: Events["until"] = async (what, holds) => {
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() > end) {
        throw new Error(`waited for ${what}; last: ${JSON.stringify(frames.slice(-4))}`);
      }
      await new Promise((go) => setTimeout(go, 5));
    }
  };
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    frames,
    comments,
    lastId: () => last,
    until,
    end: () => until("the end of the stream", () => over),
    ended: () => over,
    leave: async () => {
      await reader?.cancel();
      await reading;
    },
  };
}

/** The transcript as a reader holds it who applies each frame as it comes; throws where a delta does not fit. */
export function transcriptOf(frames: readonly ServerFrame[]): Item[] {
  const byId = new Map<string, Item>();
  for (const frame of frames) {
    if (frame.type === "welcome") {
      if (frame.full) byId.clear();
      for (const item of byId.values()) {
        if (item.kind === "assistant" && item.stop_reason === null) byId.delete(item.id);
      }
      for (const item of frame.items) byId.set(item.id, item);
    }
    if (frame.type === "item") byId.set(frame.item.id, frame.item);
    if (frame.type === "item.discard") byId.delete(frame.item_id);
    if (frame.type !== "delta") continue;
    const item = byId.get(frame.item_id);
    if (item?.kind !== "assistant") throw new Error("a delta of an item nobody told of");
    const block = item.blocks[frame.block] ?? { type: frame.kind, text: "" };
    if (block.type === "tool_use" || block.text.length !== frame.offset) {
      throw new Error("a delta that does not fit");
    }
    const blocks = [...item.blocks];
    blocks[frame.block] = { ...block, text: block.text + frame.text };
    byId.set(item.id, { ...item, blocks });
  }
  return [...byId.values()].sort((a, b) => a.position - b.position);
}
