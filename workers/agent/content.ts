/** From what a model said to what may be sent back to it. */
import type { ContentBlockParam, ToolResultBlockParam } from "@anthropic-ai/sdk/resources/messages";
import type { ContentBlock, MessageParam } from "./model.ts";
import type { ToolCall } from "./tool.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A call can only run with an object; a model's unreadable JSON arrives as a string. */
export const isUsableInput = (input: unknown): boolean => isObject(input);

const isThinking = (block: { type: string }): boolean =>
  block.type === "thinking" || block.type === "redacted_thinking";

const toBlockParam = (block: ContentBlock): ContentBlockParam | null => {
  switch (block.type) {
    case "text":
      return block.text.trim() === "" ? null : { type: "text", text: block.text };
    case "thinking":
      return block.signature === "" ? null : block;
    case "tool_use":
      return {
        type: "tool_use",
        id: block.id,
        name: block.name,
        input: isObject(block.input)
          ? block.input
          : { unreadable_input: String(block.input).slice(0, 2000) },
      };
    default:
      return block;
  }
};

/** The blocks as the API takes them back: no blank text, no thinking at the end or without signature, each call once. */
export const toContentParam = (content: readonly ContentBlock[]): ContentBlockParam[] => {
  const seen = new Set<string>();
  const blocks: ContentBlockParam[] = [];
  for (const block of content) {
    if (block.type === "tool_use" && seen.has(block.id)) continue;
    if (block.type === "tool_use") seen.add(block.id);
    const param = toBlockParam(block);
    if (param) blocks.push(param);
  }
  for (let last = blocks.at(-1); last && isThinking(last); last = blocks.at(-1)) blocks.pop();
  return blocks;
};

export const toolCallsOf = (content: readonly ContentBlock[]): ToolCall[] => {
  const calls = new Map<string, ToolCall>();
  for (const block of content)
    if (block.type === "tool_use" && !calls.has(block.id))
      calls.set(block.id, { id: block.id, name: block.name, input: block.input });
  return [...calls.values()];
};

/** Is there anything a person or the loop could go on from? */
export const saysSomething = (content: readonly ContentBlock[]): boolean =>
  toContentParam(content).length > 0;

export const toolResult = (id: string, result: string, isError: boolean): ToolResultBlockParam => ({
  type: "tool_result",
  tool_use_id: id,
  content: result === "" ? "(no output)" : result,
  ...(isError ? { is_error: true } : {}),
});

export const blocksOf = (message: MessageParam): ContentBlockParam[] =>
  typeof message.content === "string"
    ? [{ type: "text", text: message.content }]
    : [...message.content];
