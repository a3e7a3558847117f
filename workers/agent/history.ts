/** What the API demands of a history, and how one that was cut off becomes valid again. */
import type { ContentBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { blocksOf, toolResult } from "./content.ts";
import type { MessageParam } from "./model.ts";
import type { OpenCall } from "./turn-state.ts";
import type { ToolEffect } from "./tool.ts";

/** For a call that was running when its process died. */
export const interruptedResult =
  "The call was interrupted before its result was known. It may or may not have taken effect: look at the current state before you repeat it.";

type Message = { role: "user" | "assistant"; content: ContentBlockParam[] };

const isThinking = (block: ContentBlockParam): boolean =>
  block.type === "thinking" || block.type === "redacted_thinking";

const withoutBlank = (blocks: readonly ContentBlockParam[]): ContentBlockParam[] =>
  blocks.filter((block) => block.type !== "text" || block.text.trim() !== "");

/** Neighbours of one role become one message; blank text and empty messages go. */
const merge = (messages: readonly MessageParam[]): Message[] => {
  const merged: Message[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const content = withoutBlank(blocksOf(message));
    if (content.length === 0) continue;
    const last = merged.at(-1);
    if (last?.role === message.role) last.content.push(...content);
    else if (last || message.role === "user") merged.push({ role: message.role, content });
  }
  return merged;
};

const isResult = (block: ContentBlockParam) => block.type === "tool_result";

/** The user message after `ids`: one result for each, first and in order; results of other calls go. */
const answer = (ids: readonly string[], content: readonly ContentBlockParam[]) => {
  const given = new Map<string, ContentBlockParam>();
  for (const block of content)
    if (block.type === "tool_result" && !given.has(block.tool_use_id))
      given.set(block.tool_use_id, block);
  const results = ids.map((id) => given.get(id) ?? toolResult(id, interruptedResult, true));
  return [...results, ...content.filter((block) => !isResult(block))];
};

/** Each call once in the whole history; no thinking as the last block. */
const cleanAssistant = (blocks: readonly ContentBlockParam[], seen: Set<string>) => {
  const content = blocks.filter((block) => {
    if (block.type !== "tool_use") return !isResult(block);
    if (seen.has(block.id)) return false;
    seen.add(block.id);
    return true;
  });
  for (let last = content.at(-1); last && isThinking(last); last = content.at(-1)) content.pop();
  return content;
};

/**
 * A history the API accepts: roles alternate from user on, nothing is empty, every tool_use is
 * answered exactly once, first in the next user message. A valid history comes back equal.
 */
export const repairHistory = (messages: readonly MessageParam[]): MessageParam[] => {
  const seen = new Set<string>();
  const repaired: MessageParam[] = [];
  let open: string[] = [];
  const merged = merge(
    merge(messages).map((message) =>
      message.role === "assistant"
        ? { role: message.role, content: cleanAssistant(message.content, seen) }
        : message,
    ),
  );
  for (const { role, content } of merged) {
    if (role === "assistant") {
      repaired.push({ role, content });
      open = content.flatMap((block) => (block.type === "tool_use" ? [block.id] : []));
    } else {
      const answered = answer(open, content);
      open = [];
      repaired.push({ role, content: answered });
    }
  }
  if (open.length > 0) repaired.push({ role: "user", content: answer(open, []) });
  return dropEmptied(repaired);
};

/** A user message that held only stray results is empty now; its neighbours become one. */
const dropEmptied = (messages: MessageParam[]): MessageParam[] =>
  messages.some((message) => message.content.length === 0) ? repairHistory(messages) : messages;

/** After a crash: what only looks or only asks is run again, everything else is closed as interrupted. */
export const recover = (
  open: readonly OpenCall[],
  effect: (name: string) => ToolEffect | null,
): OpenCall[] =>
  open.map((call) => {
    if (!call.started || call.outcome) return call;
    const kind = effect(call.name);
    return kind === "read" || kind === "ask"
      ? { ...call, started: false }
      : { ...call, outcome: { result: interruptedResult, is_error: true } };
  });
