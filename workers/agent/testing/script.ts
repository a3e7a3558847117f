/** A scripted model, recording deps, and the API's rules about histories, for tests. */
import type { ContentBlock, MessageParam } from "@anthropic-ai/sdk/resources/messages";
import { blocksOf } from "../content.ts";
import type { Model, ModelEvent, ModelRequest } from "../model.ts";
import type { ToolCall, ToolEffect } from "../tool.ts";
import { defaultLimits, type TurnDeps } from "../turn.ts";
import { advance, type TurnEvent, type TurnState } from "../turn-state.ts";

const usage = {
  input_tokens: 1,
  output_tokens: 1,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
};

export const text = (value: string): ContentBlock => ({
  type: "text",
  text: value,
  citations: null,
});

export const call = (id: string, name: string, input: unknown = {}): ContentBlock => ({
  type: "tool_use",
  id,
  name,
  input,
  caller: { type: "direct" },
});

type Answer = Extract<ModelEvent, { type: "end" }>;

export const ends = (stopReason: string, ...content: ContentBlock[]): Answer => ({
  type: "end",
  stop_reason: stopReason,
  stop_details: null,
  content,
  usage,
  model: "scripted",
  request_id: "req_test",
});

export const says = (value: string): Answer => ends("end_turn", text(value));

export interface Scripted extends Model {
  readonly requests: ModelRequest[];
  beforeEnd: () => void;
}

/** Answers in order; an Error is thrown as the model would throw it. */
export const scripted = (...answers: (Answer | Error)[]): Scripted => {
  const model: Scripted = {
    requests: [],
    beforeEnd: () => {},
    async *stream(request, signal) {
      model.requests.push(request);
      const answer = answers.shift();
      if (!answer) throw new Error("the script is over");
      if (answer instanceof Error) throw answer;
      yield { type: "start", model: "scripted", usage };
      for (const [index, block] of answer.content.entries()) {
        if (block.type !== "text") continue;
        yield { type: "block_start", index, kind: "text" };
        yield { type: "delta", index, kind: "text", text: block.text };
      }
      model.beforeEnd();
      if (signal.aborted) throw new DOMException("aborted", "AbortError");
      yield answer;
    },
  };
  return model;
};

const effects: Record<string, ToolEffect> = { Read: "read", Write: "edit", Bash: "shell" };

/** Everything is allowed and succeeds; RangeErrors are expected failures. */
export const depsWith = (
  model: Model,
  more: Partial<Pick<TurnDeps, "decide" | "execute">> = {},
): TurnDeps & { ran: string[] } => {
  const ran: string[] = [];
  const execute =
    more.execute ??
    ((tool: ToolCall) =>
      Promise.resolve({ result: `${tool.name} ok`, is_error: false, display: null }));
  return {
    model,
    request: (messages) => ({
      model: "scripted",
      system: [],
      tools: [],
      messages,
      max_tokens: 100,
      thinking: false,
    }),
    decide: more.decide ?? (() => ({ verdict: "allow" })),
    execute: (tool, signal) => {
      ran.push(tool.id);
      return execute(tool, signal);
    },
    effect: (name) => effects[name] ?? null,
    explain: (error) => (error instanceof RangeError ? error.message : null),
    limits: defaultLimits,
    ran,
  };
};

export const start = (message: string): TurnState => ({
  messages: [{ role: "user", content: [{ type: "text", text: message }] }],
  open: [],
  calls: 0,
});

/** Runs to the end; the state is what a host would have from the events alone. */
export const collect = async (turn: AsyncIterable<TurnEvent>, initial: TurnState) => {
  const events: TurnEvent[] = [];
  let state = initial;
  for await (const event of turn) {
    events.push(event);
    state = advance(state, event);
  }
  return { events, state };
};

/** What the API would refuse in this history. */
export const historyProblems = (messages: readonly MessageParam[]): string[] => {
  const problems: string[] = [];
  const used = new Set<string>();
  let open: string[] = [];
  let role: string | null = null;
  for (const message of messages) {
    const blocks = blocksOf(message);
    if (role === null && message.role !== "user") problems.push("does not begin with user");
    if (message.role === role) problems.push(`two ${role} messages in a row`);
    role = message.role;
    if (blocks.length === 0) problems.push("empty message");
    if (blocks.some((block) => block.type === "text" && block.text.trim() === ""))
      problems.push("blank text");
    const results = blocks.flatMap((block) =>
      block.type === "tool_result" ? [block.tool_use_id] : [],
    );
    if (message.role === "user") {
      if (results.join() !== open.join())
        problems.push(`results ${results.join()} for ${open.join()}`);
      if (blocks.slice(0, results.length).some((block) => block.type !== "tool_result"))
        problems.push("results are not first");
      open = [];
    } else {
      if (open.length > 0) problems.push("calls not answered");
      if (results.length > 0) problems.push("result in an assistant message");
      if (blocks.at(-1)?.type === "thinking") problems.push("thinking at the end");
      for (const block of blocks) {
        if (block.type !== "tool_use") continue;
        if (used.has(block.id)) problems.push(`call ${block.id} twice`);
        if (typeof block.input !== "object") problems.push(`call ${block.id} without an object`);
        used.add(block.id);
        open.push(block.id);
      }
    }
  }
  if (open.length > 0) problems.push("calls not answered at the end");
  return problems;
};
