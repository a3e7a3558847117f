/**
 * The model port: everything the agent knows of a model. `models/anthropic.ts` and the demo model
 * (through the same SDK and wire format) stand behind it; tests put a script there.
 */
import type {
  ContentBlock,
  MessageParam,
  TextBlockParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages";
import type { Usage } from "#contract/chat";
import type { ErrorCode } from "#contract/errors";

export type { ContentBlock, MessageParam, TextBlockParam, Tool };

export interface ModelRequest {
  readonly model: string;
  readonly system: readonly TextBlockParam[];
  readonly tools: readonly Tool[];
  readonly messages: readonly MessageParam[];
  readonly max_tokens: number;
  /** Adaptive thinking where the model can. */
  readonly thinking: boolean;
}

/** A stream, in order. `index` counts the content blocks of the message from 0. */
export type ModelEvent =
  | {
      readonly type: "start";
      readonly model: string;
      /** What the call costs already: the input's tokens. Kept when the stream is cut later. */
      readonly usage?: Usage;
      readonly request_id?: string | null;
    }
  /** Nothing has been said yet and the call is made again after `delay_ms`; a `start` may follow again. */
  | {
      readonly type: "retry";
      /** Of the try that comes, from 2. */
      readonly attempt: number;
      readonly delay_ms: number;
      readonly status: number | null;
      readonly kind: string | null;
    }
  | {
      readonly type: "block_start";
      readonly index: number;
      readonly kind: "text" | "thinking" | "tool_use" | "other";
      readonly id?: string;
      readonly name?: string;
    }
  | {
      readonly type: "delta";
      readonly index: number;
      readonly kind: "text" | "thinking";
      readonly text: string;
    }
  /**
   * The stream breaks off here, stopped or failed; the error follows. The usage is on the high side:
   * before a `start` the whole prompt, by a guess.
   */
  | { readonly type: "cut"; readonly usage: Usage }
  | {
      readonly type: "end";
      /** As the API says it; unknown values are passed on. */
      readonly stop_reason: string;
      /** On `refusal`: category and explanation. */
      readonly stop_details: { category: string | null; explanation: string | null } | null;
      /**
       * The finished blocks, signatures included, to be sent back unchanged. The input of a tool_use
       * whose JSON could not be read is that text as a string.
       */
      readonly content: readonly ContentBlock[];
      readonly usage: Usage;
      readonly model: string;
      readonly request_id: string | null;
    };

export interface Model {
  /** Throws ModelError; an abort of `signal` ends the stream with an AbortError. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

export class ModelError extends Error {
  override readonly name = "ModelError";
  constructor(
    readonly code: Extract<ErrorCode, "CLAUDE_001" | "CLAUDE_002">,
    message: string,
    readonly request_id: string | null,
    /** HTTP status, where there was one. */
    readonly status: number | null = null,
    /** `error.details.error_code` or the broad type, for branching and logs. */
    readonly kind: string | null = null,
  ) {
    super(message);
  }
}
