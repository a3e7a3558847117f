import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors a page must be able to tell by itself, when no answer of ours came. */
export const localErrors = {
  NETWORK_001: entry(
    503,
    "network_error",
    ["ネットワークエラー", "接続が切断されました", "再接続してください"],
    ["Network error", "The connection was lost", "Reconnect"],
  ),
  REQUEST_001: entry(
    400,
    "invalid_request",
    [
      "入力内容に誤りがあります",
      "形式または値が正しくありません",
      "指摘された項目を修正してください",
    ],
    [
      "Some of the input is not valid",
      "A field has the wrong format or value",
      "Correct the fields listed",
    ],
  ),
  SERVER_001: entry(
    500,
    "internal_error",
    [
      "サーバーエラーが発生しました",
      "予期しない問題",
      "時間をおいて再試行し、続く場合は ID を添えてサポートに連絡してください",
    ],
    [
      "Something went wrong on our side",
      "An unexpected problem",
      "Try again later. If it keeps happening, contact support with the ID",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
