/** What was asked and what has been done since, read from the messages alone. */
import type { MessageParam } from "@anthropic-ai/sdk/resources/messages";
import { parseOpenFile } from "../../agent/open-file.ts";
import { type Language, languageOf, sayIn, type Say } from "./language.ts";
import { firstFence, readable } from "./readable.ts";

export interface DemoRequest {
  model?: string;
  max_tokens?: number;
  stream?: boolean;
  system?: string | readonly { text?: string }[];
  tools?: readonly { name: string }[];
  thinking?: { type?: string } | null;
  messages: readonly MessageParam[];
}

export interface Result {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly text: string;
  readonly failed: boolean;
}

export interface Turn {
  /** What the person wrote, without the open file's marker, as long as patterns can bear. */
  readonly ask: string;
  /** The first fenced block of it, whole. */
  readonly fence: string | null;
  readonly openFile: string | null;
  /** The calls of each assistant message that made any, answered. */
  readonly batches: Result[][];
  /** What the assistant wrote, joined. */
  said: string;
}

export interface Conversation {
  /** The turn being answered. */
  readonly turn: Turn;
  /** The turns before, oldest first. */
  readonly earlier: readonly Turn[];
  readonly language: Language;
  readonly say: Say;
  readonly system: string;
  readonly planning: boolean;
  /** Whether a tool is offered, or was when this turn began. */
  can(tool: string): boolean;
}

const goOn =
  /^(?:続けて(?:ください)?|続き(?:を)?(?:お願いします)?|再開(?:して(?:ください)?)?|continue|go on|go ahead|proceed|resume|carry on)[。.!！\s]*$/i;

export function readConversation(request: DemoRequest): Conversation {
  const turns = readTurns(request.messages);
  const turn = mergeContinued(turns);
  const earlier = turns.slice(0, -1);
  const system =
    typeof request.system === "string"
      ? request.system
      : (request.system ?? []).map((block) => block.text ?? "").join("\n");
  const language =
    languageOf(turn.ask) ??
    earlier.map((one) => languageOf(one.ask)).findLast((one) => one !== undefined) ??
    "en";
  const offered = new Set((request.tools ?? []).map((tool) => tool.name));
  for (const result of turn.batches.flat()) offered.add(result.name);
  return {
    turn,
    earlier,
    language,
    say: sayIn(language),
    system,
    planning: /^(?:permission )?mode: plan\b/im.test(system),
    can: (tool) => offered.has(tool),
  };
}

function readTurns(messages: readonly MessageParam[]): Turn[] {
  const turns: Turn[] = [];
  const open = new Map<string, { name: string; input: Record<string, unknown> }>();
  for (const message of messages) {
    const blocks =
      typeof message.content === "string"
        ? [{ type: "text" as const, text: message.content }]
        : message.content;
    const results: Result[] = [];
    const texts: string[] = [];
    for (const block of blocks) {
      if (block.type === "text") texts.push(block.text);
      if (block.type === "tool_use") {
        open.set(block.id, { name: block.name, input: record(block.input) });
      }
      if (block.type !== "tool_result") continue;
      const call = open.get(block.tool_use_id);
      if (call === undefined) continue;
      results.push({ ...call, text: textOf(block.content), failed: block.is_error === true });
    }
    if (message.role === "assistant") {
      const turn = turns.at(-1);
      if (turn) turn.said = `${turn.said}\n${texts.join("\n")}`;
      continue;
    }
    if (results.length > 0) turns.at(-1)?.batches.push(results);
    const summary = texts.find((text) => text.startsWith(compacted));
    if (summary !== undefined) turns.push(fromSummary(summary));
    const words = texts
      .filter((text) => text !== summary && !/^\s*<system-reminder>/.test(text))
      .join("\n")
      .trim();
    if (message.role === "user" && words !== "") turns.push(newTurn(words));
  }
  return turns;
}

function newTurn(words: string): Turn {
  const { text, path } = parseOpenFile(words);
  const said = text.trim();
  return { ...emptyTurn(), ask: readable(said), fence: firstFence(said), openFile: path };
}

/** How a history begins after it was compacted, and where the message being worked on stands in it. */
const compacted = "The conversation so far was summarised:";
const resumed = "Go on with the user's last message:";

function fromSummary(text: string): Turn {
  const at = text.indexOf(resumed);
  if (at >= 0) return newTurn(text.slice(at + resumed.length));
  return { ...emptyTurn(), said: text };
}

const emptyTurn = (): Turn => ({ ask: "", fence: null, openFile: null, batches: [], said: "" });

/** "Go on" is the request before, with what was done for it so far. */
function mergeContinued(turns: Turn[]): Turn {
  const merged: Turn[] = [];
  while (turns.length > 0 && goOn.test(turns.at(-1)?.ask ?? "")) {
    const last = turns.pop();
    if (last) merged.unshift(last);
  }
  const base = turns.at(-1) ?? emptyTurn();
  const batches = [base, ...merged].flatMap((turn) => turn.batches);
  const turn = { ...base, batches };
  if (turns.length > 0) turns[turns.length - 1] = turn;
  else turns.push(turn);
  return turn;
}

const record = (input: unknown): Record<string, unknown> =>
  typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((block: unknown) => record(block)["text"])
    .filter((text) => typeof text === "string")
    .join("\n");
}
