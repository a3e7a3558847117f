import type { ServerFrame } from "#contract/frames";
import { commit, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { costInOutbox } from "./outbox.ts";
import type { CorrectedCall } from "./rpc.ts";
import { getItem, nextSeq, putItem } from "./transcript.ts";

/** A message carries the id of the call it came from; a summary, or a call that was cut off, has none. */
function correctMessage(core: Core, { id, micro_usd }: CorrectedCall): ServerFrame[] {
  const found = getItem(core.sql, id);
  if (found?.kind !== "assistant") return [];
  const item = putItem(core.sql, { ...found, cost_micro_usd: micro_usd });
  return [{ type: "item", seq: item.seq, item }];
}

/** What was reckoned again: the sum of all on record, and the messages that cost something else now. */
export function noteCost(core: Core, onRecord: number, calls: readonly CorrectedCall[]): void {
  if (!readMeta(core.sql, "setup")) return;
  commit(core, () => {
    const total = onRecord + costInOutbox(core);
    writeMeta(core.sql, "cost_micro_usd", total);
    const context = readMeta(core.sql, "context");
    return [
      ...calls.flatMap((call) => correctMessage(core, call)),
      { type: "meter", seq: nextSeq(core.sql), context, cost_micro_usd: total },
    ];
  });
}
