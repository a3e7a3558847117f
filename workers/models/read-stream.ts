/** From the API's raw stream events to the port's: blocks are gathered here, unknown events pass by. */
import type {
  ContentBlock,
  MessageDeltaUsage,
  RawContentBlockDeltaEvent,
  RawMessageStreamEvent,
  Usage as ApiUsage,
} from "@anthropic-ai/sdk/resources/messages";
import type { Usage } from "#contract/chat";
import type { ModelEvent } from "../agent/model.ts";
import { parseJson } from "../platform/http/parse-json.ts";
import { tokensOfArrived } from "./tokens.ts";

const usageOf = (usage: ApiUsage): Usage => {
  const written = usage.cache_creation_input_tokens ?? 0;
  const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    input_tokens: usage.input_tokens ?? 0,
    output_tokens: usage.output_tokens ?? 0,
    cache_read_tokens: usage.cache_read_input_tokens ?? 0,
    cache_write_5m_tokens: usage.cache_creation?.ephemeral_5m_input_tokens ?? written - hour,
    cache_write_1h_tokens: hour,
  };
};

/** The last delta's numbers are the totals; what it leaves out stands as it began. */
const updateUsage = (usage: Usage, delta: MessageDeltaUsage): Usage => {
  const written = delta.cache_creation_input_tokens;
  return {
    input_tokens: delta.input_tokens ?? usage.input_tokens,
    output_tokens: delta.output_tokens ?? usage.output_tokens,
    cache_read_tokens: delta.cache_read_input_tokens ?? usage.cache_read_tokens,
    cache_write_5m_tokens:
      typeof written === "number"
        ? Math.max(0, written - usage.cache_write_1h_tokens)
        : usage.cache_write_5m_tokens,
    cache_write_1h_tokens: usage.cache_write_1h_tokens,
  };
};

interface Building {
  block: ContentBlock;
  json: string;
}

/** The object, or the text itself where it is none. */
const readInput = (json: string, initial: unknown): unknown => {
  if (json === "") return initial;
  try {
    const value = parseJson(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : json;
  } catch {
    return json;
  }
};

const finished = ({ block, json }: Building): ContentBlock =>
  "input" in block ? ({ ...block, input: readInput(json, block.input) } as ContentBlock) : block;

const kindOf = (type: string): "text" | "thinking" | "tool_use" | "other" =>
  type === "text" || type === "thinking" || type === "tool_use" ? type : "other";

/** Adds the delta to its block; what a person can watch comes back. */
const addDelta = (
  building: Building,
  { index, delta }: RawContentBlockDeltaEvent,
): ModelEvent | null => {
  const { block } = building;
  if (delta.type === "text_delta" && block.type === "text") {
    building.block = { ...block, text: block.text + delta.text };
    return { type: "delta", index, kind: "text", text: delta.text };
  }
  if (delta.type === "thinking_delta" && block.type === "thinking") {
    building.block = { ...block, thinking: block.thinking + delta.thinking };
    return { type: "delta", index, kind: "thinking", text: delta.thinking };
  }
  if (delta.type === "signature_delta" && block.type === "thinking")
    building.block = { ...block, signature: delta.signature };
  if (delta.type === "input_json_delta") building.json += delta.partial_json;
  return null;
};

const initialText = (block: ContentBlock, index: number): ModelEvent | null => {
  if (block.type === "text" && block.text !== "")
    return { type: "delta", index, kind: "text", text: block.text };
  if (block.type === "thinking" && block.thinking !== "")
    return { type: "delta", index, kind: "thinking", text: block.thinking };
  return null;
};

/** The API says the total at the end only: what arrived before is billed as what it makes (U-096). */
const usageOfCut = (usage: Usage, arrived: readonly Building[]): Usage => {
  const tokens = arrived.reduce((sum, { block, json }) => sum + tokensOfArrived(block, json), 0);
  return { ...usage, output_tokens: Math.max(usage.output_tokens, tokens) };
};

/** The stream broke off: the connection ended before the message did. */
class StreamCut extends Error {
  override readonly name = "StreamCut";
}

/** Throws StreamCut when the stream ends before `message_stop`, after a `cut`. `heard` is called for every event of the API. */
export async function* readStream(
  events: AsyncIterable<RawMessageStreamEvent>,
  requestId: string | null,
  heard: () => void = () => undefined,
): AsyncGenerator<ModelEvent, void, void> {
  const blocks = new Map<number, Building>();
  let usage: Usage | null = null;
  let model = "";
  let stop: Pick<Extract<ModelEvent, { type: "end" }>, "stop_reason" | "stop_details"> = {
    stop_reason: "none",
    stop_details: null,
  };
  let known = 0;
  try {
    for await (const event of events) {
      heard();
      switch (event.type) {
        case "message_start":
          usage = usageOf(event.message.usage);
          model = event.message.model;
          known = usage.output_tokens;
          yield { type: "start", model, usage, request_id: requestId };
          break;
        case "content_block_start": {
          const { index, content_block: block } = event;
          blocks.set(index, {
            block:
              block.type === "thinking" ? { ...block, signature: block.signature ?? "" } : block,
            json: "",
          });
          const named = block.type === "tool_use" ? { id: block.id, name: block.name } : {};
          yield { type: "block_start", index, kind: kindOf(block.type), ...named };
          const initial = initialText(block, index);
          if (initial) yield initial;
          break;
        }
        case "content_block_delta": {
          const building = blocks.get(event.index);
          const shown = building ? addDelta(building, event) : null;
          if (shown) yield shown;
          break;
        }
        case "message_delta": {
          const details = event.delta.stop_details;
          if (usage && event.usage) usage = updateUsage(usage, event.usage);
          stop = {
            stop_reason: event.delta.stop_reason ?? "none",
            stop_details: details
              ? { category: details.category ?? null, explanation: details.explanation ?? null }
              : null,
          };
          break;
        }
        case "message_stop": {
          if (!usage) throw new StreamCut("message_stop before message_start");
          const content = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => finished(block));
          yield { type: "end", ...stop, content, usage, model, request_id: requestId };
          return;
        }
        case "content_block_stop":
          break;
        default:
          event satisfies never;
      }
    }
    throw new StreamCut("the stream ended before the message");
  } catch (error) {
    const cut = usage && usageOfCut(usage, [...blocks.values()]);
    if (cut && cut.output_tokens > known) yield { type: "cut", usage: cut };
    throw error;
  }
}
