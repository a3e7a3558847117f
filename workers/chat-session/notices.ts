import type { NoticeItem } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";
import type { Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import { nextPosition, putItem } from "./transcript.ts";

/** Call inside `commit`. */
export function addNotice(
  core: Core,
  notice: NoticeItem["notice"],
  text: string,
  error: { code?: string | null; request_id?: string | null; turn_id?: string } = {},
): ServerFrame {
  const item = putItem<NoticeItem>(core.sql, {
    kind: "notice",
    id: crypto.randomUUID(),
    position: nextPosition(core.sql),
    seq: 0,
    turn_id: error.turn_id ?? readMeta(core.sql, "run").turn_id ?? "",
    at: Date.now(),
    notice,
    text,
    code: error.code ?? null,
    request_id: error.request_id ?? null,
  });
  return { type: "item", seq: item.seq, item };
}
