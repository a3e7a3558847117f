/** How the turn of a message stands, for who asks by request instead of listening. */
import type { TurnOutcome } from "#contract/automation";
import { isActive, type Item, type RunState, type UserItem } from "#contract/chat";
import { showSessionId } from "#contract/ids";
import { hasWork, setupOf, tellUnsent, type Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import { isTaken, viewQueue } from "./queue.ts";
import { getItem, turnItemsAfter } from "./transcript.ts";

type State = TurnOutcome["state"];

const mostItems = 200;

function userItem(core: Core, id: string): UserItem | null {
  const item = getItem(core.sql, id);
  return item?.kind === "user" ? item : null;
}

const isQueued = (core: Core, id: string): boolean =>
  viewQueue(core.sql).some((message) => message.client_id === id);

/** What a turn that is over left behind says how it ended. */
function endOf(items: readonly Item[]): State {
  const last = items.findLast((item) => item.kind === "notice");
  if (last?.notice === "stopped") return "stopped";
  return last?.notice === "error" ? "failed" : "idle";
}

/** An answer may be here that the run has not taken up yet. */
const awaits = (core: Core, state: RunState): boolean =>
  state === "awaiting_approval" && !hasWork(core);

function stateOf(core: Core, item: UserItem, items: readonly Item[]): State {
  const run = readMeta(core.sql, "run");
  if (run.turn_id !== item.turn_id) return endOf(items);
  if (awaits(core, run.state)) return "awaiting_approval";
  if (isActive(run.state)) return "running";
  return run.state === "stopped" || run.state === "failed" ? run.state : "idle";
}

/** Whether nothing more comes of it without a person. Does not read the turn. */
function isSettled(core: Core, id: string): boolean {
  const item = userItem(core, id);
  if (!item) return !isQueued(core, id);
  const { turn_id, state } = readMeta(core.sql, "run");
  return turn_id !== item.turn_id || !isActive(state) || awaits(core, state);
}

function itemsOf(core: Core, item: UserItem): Item[] {
  tellUnsent(core);
  const items = turnItemsAfter(core.sql, item, mostItems);
  const streaming = core.live.streaming?.item;
  return streaming?.turn_id === item.turn_id ? [...items, streaming] : items;
}

const textOf = (items: readonly Item[]): string =>
  items
    .flatMap((item) => (item.kind === "assistant" ? item.blocks : []))
    .flatMap((block) => (block.type === "text" ? [block.text] : []))
    .join("\n\n");

function outcomeOf(core: Core, id: string): TurnOutcome | null {
  const session_id = showSessionId(setupOf(core).session_id);
  const nothing = { session_id, message_id: id, text: "", items: [], cost_micro_usd: 0 };
  const item = userItem(core, id);
  if (!item) {
    if (isQueued(core, id)) return { ...nothing, state: "queued" };
    // Taken out of the queue before its turn came.
    return isTaken(core.sql, id) ? { ...nothing, state: "stopped" } : null;
  }
  const items = itemsOf(core, item);
  const costs = items.map((one) => (one.kind === "assistant" ? (one.cost_micro_usd ?? 0) : 0));
  return {
    ...nothing,
    state: stateOf(core, item, items),
    text: textOf(items),
    items,
    cost_micro_usd: costs.reduce((sum, cost) => sum + cost, 0),
  };
}

/** Until something is stored, or the time is over. */
async function nextChange(core: Core, ms: number): Promise<void> {
  const { waiting } = core.live;
  await new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      waiting.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    waiting.add(wake);
  });
}

/** As soon as the turn ends or waits for an answer, at the latest after `wait` milliseconds. */
export async function waitForOutcome(
  core: Core,
  id: string,
  wait: number,
): Promise<TurnOutcome | null> {
  const until = Date.now() + wait;
  for (let left = wait; left > 0 && !isSettled(core, id); left = until - Date.now()) {
    await nextChange(core, left);
  }
  return outcomeOf(core, id);
}
