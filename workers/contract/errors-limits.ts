import { entry, type ErrorEntry } from "./error-entry.ts";

/**
 * Errors of limits. All of 429 carry `RATE_LIMIT_EXCEEDED` as their code and the one here as `id`
 * (C-16), with `retry_after` and, in `details`, `limit`, `used`, `resets_at` and `source`.
 */
export const limitErrors = {
  RATE_001: entry(
    429,
    "rate_limited",
    [
      "リクエスト制限を超過しました。1分後に再試行してください。",
      "API呼び出し過多",
      "1分待ってください",
    ],
    ["Too many requests. Try again in a minute.", "Too many calls", "Wait a minute"],
  ),
  RATE_002: entry(
    429,
    "calls_per_day",
    [
      "本日のAPI呼び出し回数の上限に達しました",
      "1日の上限",
      "リセットを待つか、管理者に上限の引き上げを申請してください",
    ],
    [
      "Today's calls are used up",
      "The limit of a day",
      "Wait for the reset, or ask an administrator for more",
    ],
  ),
  RATE_003: entry(
    429,
    "messages_per_hour",
    [
      "1時間あたりのメッセージ数の上限に達しました",
      "1時間の上限",
      "リセットを待ってから再試行してください",
    ],
    ["This hour's messages are used up", "The limit of an hour", "Wait for the reset"],
  ),
  RATE_004: entry(
    429,
    "connections",
    [
      "同時接続数の上限に達しました",
      "ほかのタブや端末で接続中です",
      "使っていないタブを閉じてください",
    ],
    [
      "Too many connections at once",
      "Other tabs or devices are connected",
      "Close a tab you do not use",
    ],
  ),
  BUDGET_001: entry(
    429,
    "budget_exhausted",
    [
      "今月の利用予算に達したため一時停止しました",
      "月間予算の上限",
      "翌月まで待つか、管理者に増額を申請してください",
    ],
    [
      "Paused: this month's budget is used up",
      "The monthly budget",
      "Wait for next month, or ask an administrator for more",
    ],
  ),
  PRICE_001: entry(
    404,
    "price_not_found",
    [
      "この価格は登録されていません",
      "すでに削除された可能性があります",
      "価格表を読み込み直してください",
    ],
    ["There is no such price", "It may have been deleted", "Load the price table again"],
  ),
  STORAGE_001: entry(
    413,
    "storage_full",
    [
      "ストレージの上限を超えます",
      "保存できる容量の上限",
      "不要なファイルを削除するか、外部ストレージを利用してください",
    ],
    [
      "The storage limit would be exceeded",
      "Your storage quota",
      "Delete files, or keep large data elsewhere",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
