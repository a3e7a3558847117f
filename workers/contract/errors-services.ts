import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of the model, the network, requests and ourselves. */
export const servicesErrors = {
  CLAUDE_001: entry(
    504,
    "model_timeout",
    ["AI応答タイムアウト", "APIの遅延", "再送信してください"],
    ["Claude API response timeout", "The API was too slow to respond", "Send it again"],
  ),
  CLAUDE_002: entry(
    502,
    "model_error",
    ["AI APIエラー", "Anthropic の障害または要求の拒否", "Status Page を確認してください"],
    ["AI API error", "An outage at Anthropic, or the request was refused", "Check the status page"],
  ),
  CLAUDE_003: entry(
    422,
    "model_unknown",
    ["このモデルは使用できません", "一覧にないモデルです", "別のモデルを選んでください"],
    ["This model is not available", "It is not in the list of models", "Choose another model"],
  ),
  REQUEST_002: entry(
    404,
    "not_found",
    ["見つかりません", "アドレスが正しくないか、削除されています", "アドレスを確認してください"],
    ["Not found", "The address is wrong, or it was deleted", "Check the address"],
  ),
  REQUEST_003: entry(
    405,
    "method_not_allowed",
    [
      "このメソッドは使用できません",
      "アドレスは存在しますが、操作が異なります",
      "API の説明を確認してください",
    ],
    [
      "Method not allowed",
      "The address exists but doesn't support this method",
      "See the API description",
    ],
  ),
  REQUEST_004: entry(
    415,
    "unsupported_media_type",
    [
      "この形式のデータは受け付けられません",
      "Content-Type が正しくありません",
      "API の説明を確認してください",
    ],
    ["Unsupported media type", "The Content-Type is not accepted here", "See the API description"],
  ),
  REQUEST_005: entry(
    413,
    "body_too_large",
    ["送信データが大きすぎます", "要求の上限を超えています", "データを小さくしてください"],
    ["The request is too large", "It exceeds the size limit of a request", "Send less data"],
  ),
  REQUEST_006: entry(
    409,
    "idempotency_conflict",
    [
      "この Idempotency-Key は別の要求に使われています",
      "同じキーで内容の異なる要求が送られました",
      "新しいキーで送ってください",
    ],
    [
      "This Idempotency-Key belongs to another request",
      "The same key was sent with different content",
      "Use a new key",
    ],
  ),
  REQUEST_007: entry(
    409,
    "idempotency_running",
    [
      "同じ要求を処理中です",
      "同じ Idempotency-Key の要求がまだ終わっていません",
      "少し待って同じ要求を送り直してください",
    ],
    [
      "The same request is still being processed",
      "A request with this Idempotency-Key hasn't finished yet",
      "Wait a moment and send the same request again",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
