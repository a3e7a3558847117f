/** When a conversation no longer fits: it is summarised, and goes on from the summary. The transcript stays. */
import type { TodoItem } from "#contract/chat";
import { blocksOf, toContentParam } from "./content.ts";
import { repairHistory } from "./history.ts";
import type { ContentBlock, MessageParam, ModelRequest } from "./model.ts";

/** Share of the model's context at which a conversation is compacted. */
const threshold = 0.8;

export const shouldCompact = (usedTokens: number, maxTokens: number): boolean =>
  usedTokens >= maxTokens * threshold;

const summaryPrompt = (
  wish: string,
): string => `The conversation is about to be replaced by a summary, because it no longer fits. Write that summary now, for yourself: it is all you will know. Call no tools.

Write between <summary> and </summary>, in the language of the conversation, under these headings:
1. Goal: what the user wants, in their own words where they matter, and every constraint they gave.
2. Decisions: what was decided and why, what was tried and dropped.
3. Files: each file that was read, changed or matters, with what is in it or what was changed (names, signatures, exact strings needed to go on).
4. State: what works, what fails (exact error messages), what was last being done.
5. Next steps: in order, as asked by the user; nothing they did not ask for.

Leave out greetings and anything the files themselves say better.${wish === "" ? "" : `\n\nThe user asks to pay attention to: ${wish}`}`;

const shortened = (text: string, keep: number): string =>
  text.length <= keep
    ? text
    : `${text.slice(0, keep / 2)}\n[… ${text.length - keep} characters left out …]\n${text.slice(-keep / 2)}`;

/** Long tool results cut to their two ends, so that the request for a summary fits where the conversation did not. */
export const shortenResults = (messages: readonly MessageParam[], keep = 2000): MessageParam[] =>
  messages.map((message) => ({
    role: message.role === "assistant" ? "assistant" : "user",
    content: blocksOf(message).map((block) =>
      block.type === "tool_result" && typeof block.content === "string"
        ? Object.assign({}, block, { content: shortened(block.content, keep) })
        : block,
    ),
  }));

export interface CompactionOptions {
  /** What the user wrote after `/compact`. */
  readonly wish?: string;
  /** The context is already exceeded. */
  readonly full?: boolean;
}

/** The same system, tools and thinking as before, so that the conversation is read from the cache. */
export const compactionRequest = (
  base: Omit<ModelRequest, "messages">,
  messages: readonly MessageParam[],
  { wish = "", full = false }: CompactionOptions = {},
): ModelRequest => ({
  ...base,
  messages: repairHistory([
    ...(full ? shortenResults(messages) : messages),
    { role: "user", content: [{ type: "text", text: summaryPrompt(wish.trim()) }] },
  ]),
});

/** The summary of the answer, or null where there is none to go on from. */
export const summaryOf = (content: readonly ContentBlock[]): string | null => {
  const text = toContentParam(content)
    .map((block) => (block.type === "text" ? block.text : ""))
    .join("\n")
    .trim();
  const open = text.indexOf("<summary>");
  const inner = open === -1 ? text : text.slice(open + "<summary>".length);
  const end = inner.lastIndexOf("</summary>");
  return (end === -1 ? inner : inner.slice(0, end)).trim() || null;
};

export interface Remembered {
  readonly summary: string;
  /** The plan the user approved, if any. */
  readonly plan: string | null;
  readonly todos: readonly TodoItem[];
  /** The user's message that is being worked on, where the turn goes on after it. */
  readonly request: string | null;
}

const todoLine = ({ status, content }: TodoItem): string =>
  `- [${status === "completed" ? "x" : status === "in_progress" ? "~" : " "}] ${content}`;

/** The history that stands for all that came before. */
export const historyFromSummary = ({
  summary,
  plan,
  todos,
  request,
}: Remembered): MessageParam[] => {
  const parts = [
    `The conversation so far was summarised:\n\n<summary>\n${summary}\n</summary>`,
    plan ? `The plan the user approved:\n\n<plan>\n${plan}\n</plan>` : "",
    todos.length > 0 ? `The todo list as it stands:\n${todos.map(todoLine).join("\n")}` : "",
    request ? `Go on with the user's last message:\n\n${request}` : "",
  ];
  const text = parts.filter((part) => part !== "").join("\n\n");
  return [{ role: "user", content: [{ type: "text", text }] }];
};
