import type { CommandInfo, ServerFrame } from "#contract/frames";
import { tellUnsent, type Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import { settingsOf } from "./mode.ts";
import { viewQueue } from "./queue.ts";
import { itemsChangedSince, pageItems } from "./transcript.ts";

/** How much of the transcript a first welcome carries; older items come over REST. */
const page = 200;

/**
 * The state as of now: what changed since `since`, or the newest of it where that is too much. The message that streams is part
 * of it, so the deltas that follow fit without gap.
 */
export function welcome(
  core: Core,
  since: number | null,
  commands: CommandInfo[],
): Extract<ServerFrame, { type: "welcome" }> {
  tellUnsent(core);
  const seq = readMeta(core.sql, "seq");
  const changed = since === null || since > seq ? null : itemsChangedSince(core.sql, since, page);
  const full = changed === null;
  const found = changed ? { items: changed, has_more: false } : pageItems(core.sql, null, page);
  const streaming = core.live.streaming?.item;
  return {
    type: "welcome",
    full,
    seq,
    items: streaming ? [...found.items, streaming] : found.items,
    has_more: found.has_more,
    run: readMeta(core.sql, "run"),
    queue: viewQueue(core.sql),
    todos: readMeta(core.sql, "todos"),
    settings: settingsOf(core),
    context: readMeta(core.sql, "context"),
    cost_micro_usd: readMeta(core.sql, "cost_micro_usd"),
    draft: readMeta(core.sql, "draft"),
    commands,
    viewers: core.ctx.getWebSockets().length,
  };
}
