/** From the stored transcript to the messages of the API. */
import type { ToolResultBlockParam } from "@anthropic-ai/sdk/resources/messages";
import type { Item, ToolItem, UserItem } from "#contract/chat";
import { toContentParam, toolCallsOf, toolResult } from "./content.ts";
import { interruptedResult, repairHistory } from "./history.ts";
import type { ContentBlock, MessageParam } from "./model.ts";

export interface HistoryOptions {
  /** What stands for everything before the last `compacted` notice (`historyFromSummary`). */
  readonly opening?: readonly MessageParam[];
  /** What the model reads of a user's message (an expanded command, the open file); null: nothing. */
  readonly text?: (item: UserItem) => string | null;
}

const finished = new Set<ToolItem["state"]>(["done", "failed", "denied", "interrupted"]);

const isRestart = (item: Item): boolean =>
  item.kind === "notice" && (item.notice === "cleared" || item.notice === "compacted");

/** The items since the last restart, in order, and whether that restart left a summary. */
const sinceRestart = (items: readonly Item[]) => {
  const ordered = [...items].sort((a, b) => a.position - b.position);
  const at = ordered.findLastIndex(isRestart);
  const restart = ordered[at];
  return {
    items: ordered.slice(at + 1),
    compacted: restart?.kind === "notice" && restart.notice === "compacted",
  };
};

/** What the model declined once makes it decline what follows, too: it reads no more of such a turn. */
const refusedTurns = (items: readonly Item[]): ReadonlySet<string> =>
  new Set(
    items.flatMap((item) =>
      item.kind === "notice" && item.notice === "refused" ? [item.turn_id] : [],
    ),
  );

/** The results of a message's calls as far as they are known. */
const knownResults = (
  content: readonly ContentBlock[],
  tools: ReadonlyMap<string, ToolItem>,
): ToolResultBlockParam[] =>
  toolCallsOf(content).flatMap(({ id }) => {
    const tool = tools.get(id);
    if (!tool || !finished.has(tool.state)) return [];
    return [toolResult(id, tool.result ?? interruptedResult, tool.is_error)];
  });

/**
 * A valid history up to and including the last message. Where calls of the last assistant message
 * have no result yet, it ends with that message and the calls are open; everywhere else a missing
 * result counts as interrupted. `contents` gives an assistant item's stored blocks, signatures included.
 */
export const toHistory = (
  items: readonly Item[],
  contents: (assistantId: string) => readonly ContentBlock[],
  options: HistoryOptions = {},
): MessageParam[] => {
  const { items: recent, compacted } = sinceRestart(items);
  const tools = new Map(
    recent.flatMap((item) => (item.kind === "tool" ? [[item.id, item] as const] : [])),
  );
  const messages: MessageParam[] = compacted ? [...(options.opening ?? [])] : [];
  const refused = refusedTurns(recent);
  let open = false;
  for (const item of recent) {
    if (refused.has(item.turn_id)) continue;
    if (item.kind === "assistant" && item.stop_reason !== null) {
      const content = contents(item.id);
      const results = knownResults(content, tools);
      messages.push({ role: "assistant", content: toContentParam(content) });
      messages.push({ role: "user", content: results });
      open = results.length < toolCallsOf(content).length;
    } else if (item.kind === "user") {
      const text = options.text ? options.text(item) : item.text;
      if (text === null) continue;
      messages.push({ role: "user", content: [{ type: "text", text }] });
      open = false;
    }
  }
  const repaired = repairHistory(messages);
  // The repair has answered the open calls of the last message; they are still to be run.
  return open ? repaired.slice(0, -1) : repaired;
};
