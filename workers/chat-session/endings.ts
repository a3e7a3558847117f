/** What the end of a turn says to people, and in which state it leaves the run. */
import type { NoticeItem, RunState } from "#contract/chat";
import { errorText, type ErrorCode, type Language } from "#contract/errors";
import type { EndDetails, EndReason } from "../agent/turn-state.ts";

export interface Ending {
  readonly state: Extract<RunState, "idle" | "stopped" | "failed">;
  readonly notice: {
    readonly kind: NoticeItem["notice"];
    readonly text: string;
    readonly code?: ErrorCode;
    readonly request_id?: string | null;
  } | null;
}

type Texts = Record<Language, string>;

const texts = {
  max_tokens: {
    ja: "回答が長さの上限で途切れました。「続けて」と送ると続きます。",
    en: "The answer reached its length limit. Send “continue” to go on.",
  },
  refusal: {
    ja: "モデルがこの依頼への回答を控えました。",
    en: "The model declined to answer this request.",
  },
  context_full: {
    ja: "会話がモデルのコンテキストに収まりません。/compact または /clear を使ってください。",
    en: "The conversation no longer fits the model's context. Use /compact or /clear.",
  },
  empty: {
    ja: "モデルの回答が空でした。もう一度送ってください。",
    en: "The model's answer was empty. Please send again.",
  },
  loop: {
    ja: "同じ操作が繰り返されたため停止しました。",
    en: "Stopped because the same step kept repeating.",
  },
  max_calls: {
    ja: "1回の依頼の上限に達したため停止しました。「続けて」と送ると再開します。",
    en: "Stopped at the limit of model calls in one turn. Send “continue” to go on.",
  },
  stopped: { ja: "中断しました。", en: "Stopped." },
  unknown: {
    ja: "モデルが不明な理由で回答を終えました。",
    en: "The model ended its answer for an unknown reason.",
  },
} satisfies Record<string, Texts>;

const say = (
  state: Ending["state"],
  kind: NoticeItem["notice"],
  text: string,
  more: { code?: ErrorCode; request_id?: string | null } = {},
): Ending => ({ state, notice: { kind, text, ...more } });

const joined = (text: string, detail: string | null | undefined): string =>
  detail ? `${text} (${detail})` : text;

/** Every reason its own branch (T-44). */
export function endingOf(reason: EndReason, details: EndDetails, language: Language): Ending {
  const { request_id } = details;
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
      return { state: "idle", notice: null };
    case "max_tokens":
      return say("idle", "cut_off", texts.max_tokens[language], { request_id });
    case "refusal":
      return say(
        "idle",
        "refused",
        joined(texts.refusal[language], details.explanation ?? details.kind),
        { request_id },
      );
    case "context_full":
      return say("failed", "error", texts.context_full[language], {
        code: "CLAUDE_002",
        request_id,
      });
    case "empty":
      return say("failed", "error", texts.empty[language], { code: "CLAUDE_002", request_id });
    case "loop":
      return say("idle", "loop", joined(texts.loop[language], details.tool));
    case "max_calls":
      return say("idle", "loop", texts.max_calls[language]);
    case "stopped":
      return say("stopped", "stopped", texts.stopped[language]);
    case "error": {
      const code = details.code ?? "CLAUDE_002";
      const { message } = errorText(code, language);
      const text =
        code === "CLAUDE_001"
          ? message
          : code === "BUDGET_001"
            ? (details.explanation ?? message)
            : joined(message, details.kind);
      return say("failed", "error", text, { code, request_id });
    }
    case "unknown":
      return say("idle", "cut_off", joined(texts.unknown[language], details.kind), { request_id });
    default:
      return reason satisfies never;
  }
}
