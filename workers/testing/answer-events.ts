/** A scripted answer as the events that carry it, with the place where the stream breaks. */
import {
  blockEvents,
  countTokens,
  endEvents,
  startEvent,
  type WireBlock,
  type WireEvent,
  type WireMessage,
} from "../models/demo/wire.ts";
import type { Answer, Fault, ScriptBlock } from "./script.ts";
import { signThinking } from "./validate-request.ts";

export type StreamItem = { event: WireEvent; delta: boolean } | { fault: Fault };

export function answerMessage(answer: Answer, model: string, requestText: string): WireMessage {
  const content = answer.blocks.map(wireBlock);
  const usesTool = content.some((block) => block.type === "tool_use");
  const written = answer.usage?.cache_creation_input_tokens ?? 0;
  return {
    id: `msg_${randomId()}`,
    model,
    content,
    stop_reason: answer.stop_reason ?? (usesTool ? "tool_use" : "end_turn"),
    stop_sequence: answer.stop_sequence ?? null,
    stop_details: answer.stop_details ?? null,
    usage: {
      input_tokens: answer.usage?.input_tokens ?? countTokens(requestText),
      output_tokens: answer.usage?.output_tokens ?? countTokens(JSON.stringify(answer.blocks)),
      cache_creation_input_tokens: written,
      cache_read_input_tokens: answer.usage?.cache_read_input_tokens ?? 0,
      cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
    },
  };
}

export function* answerEvents(answer: Answer, message: WireMessage): Generator<StreamItem> {
  const { fault } = answer;
  let deltas = 0;
  if (fault?.after === "nothing") return yield { fault };
  yield { event: startEvent(message), delta: false };
  if (fault?.after === "start") return yield { fault };
  yield { event: { type: "ping" }, delta: false };
  if (answer.unknown_events) yield { event: { type: "weather_report", sky: "blue" }, delta: false };
  for (const [index, block] of message.content.entries()) {
    for (const event of blockEvents(index, block, answer.delta_chars ?? 24)) {
      const delta = event.type === "content_block_delta";
      if (fault !== undefined && delta && deltas === fault.after) return yield { fault };
      if (delta) deltas++;
      if (delta && answer.pings) yield { event: { type: "ping" }, delta: false };
      yield { event, delta };
    }
    if (answer.unknown_events) yield { event: { type: "block_rated", index }, delta: false };
  }
  if (fault !== undefined) return yield { fault };
  for (const event of endEvents(message)) yield { event, delta: false };
}

function wireBlock(block: ScriptBlock): WireBlock {
  if ("text" in block) return { type: "text", text: block.text };
  if ("thinking" in block) {
    const { thinking, signature = signThinking(thinking) } = block;
    return { type: "thinking", thinking, signature };
  }
  if ("redacted_thinking" in block) {
    return { type: "redacted_thinking", data: block.redacted_thinking };
  }
  const { tool: name, input = {}, id = `toolu_${randomId()}`, json } = block;
  return { type: "tool_use", id, name, input, ...(json === undefined ? {} : { json }) };
}

const randomId = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 24);
