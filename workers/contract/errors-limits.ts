import { entry, type ErrorDetails, type ErrorEntry, type Words } from "./error-entry.ts";

/** U-092 words a minute; who has to wait longer is told how long, rounded up. */
function waitWords({ retry_after: seconds }: ErrorDetails): Words | undefined {
  if (typeof seconds !== "number" || seconds <= 60) return;
  const minutes = Math.ceil(seconds / 60);
  const [count, ja, en] =
    minutes < 120 ? [minutes, "分", "minutes"] : [Math.ceil(minutes / 60), "時間", "hours"];
  return {
    ja: {
      message: `リクエスト制限を超過しました。${count}${ja}後に再試行してください。`,
      cause: "回数の上限に達しました",
      remedy: `${count}${ja}待ってください`,
    },
    en: {
      message: `Too many requests. Try again in ${count} ${en}.`,
      cause: "The limit is used up",
      remedy: `Wait ${count} ${en}`,
    },
  };
}

/** What a key may not, no administrator grants: its limits are its owner's to set (D-15). */
const ofKey =
  (words: Words) =>
  ({ source }: ErrorDetails): Words | undefined =>
    source === "key" ? words : undefined;

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
    ["Too many requests. Try again in a minute.", "Too many API calls", "Wait a minute"],
    waitWords,
  ),
  RATE_002: entry(
    429,
    "calls_per_day",
    [
      "本日のAPI呼び出し回数の上限に達しました",
      "1日の上限",
      "リセットを待ってください。管理者は上限を引き上げられます",
    ],
    [
      "You've reached today's limit of API calls",
      "Daily limit",
      "Wait for the reset; an administrator can raise the limit",
    ],
    ofKey({
      ja: {
        message: "この API キーの、本日の呼び出し回数の上限に達しました",
        remedy: "リセットを待つか、アカウントの「API キー」でこのキーの上限を変えてください",
      },
      en: {
        message: "This API key has reached its own limit of calls today",
        remedy: "Wait for the reset, or change the key's limit under Account → API keys",
      },
    }),
  ),
  RATE_003: entry(
    429,
    "messages_per_hour",
    [
      "1時間あたりのメッセージ数の上限に達しました",
      "1時間の上限",
      "リセットを待ってから再試行してください",
    ],
    ["You've reached this hour's limit of messages", "Hourly limit", "Wait for the reset"],
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
      "Too many simultaneous connections",
      "Other tabs or devices are connected",
      "Close tabs you don't use",
    ],
  ),
  BUDGET_001: entry(
    429,
    "budget_exhausted",
    [
      "今月の予算の残りが足りないため一時停止しました",
      "月間予算の上限",
      "翌月まで待ってください。管理者は予算を増額できます",
    ],
    [
      "Paused: what is left of your monthly budget is not enough",
      "Monthly budget limit",
      "Wait until next month; an administrator can raise the budget",
    ],
    ofKey({
      ja: {
        message: "この API キーの月間予算の残りが足りないため一時停止しました",
        remedy: "翌月まで待つか、アカウントの「API キー」でこのキーの上限を変えてください",
      },
      en: {
        message: "Paused: what is left of this API key's monthly budget is not enough",
        remedy: "Wait until next month, or change the key's limit under Account → API keys",
      },
    }),
  ),
  PRICE_001: entry(
    404,
    "price_not_found",
    [
      "この料金は登録されていません",
      "すでに削除された可能性があります",
      "料金表を再読み込みしてください",
    ],
    ["Price not found", "It may have been deleted", "Reload the price table"],
  ),
  PRICE_002: entry(
    422,
    "price_zero",
    [
      "0 の料金は、そのままでは登録できません",
      "料金が 0 の分は、いくら使っても予算と上限に数えられません",
      "金額を確認してください。無料で正しい場合は、0 でよいことを指定してください（allow_zero）",
    ],
    [
      "A price of 0 has to be confirmed",
      "What costs nothing counts towards no budget or limit, however much is used",
      "Check the amount. If it really is free, say so (allow_zero)",
    ],
  ),
  PRICE_003: entry(
    409,
    "last_price",
    [
      "適用中の料金がすべて 0 になる変更はできません",
      "0 でない料金が1つもないと、料金のないモデルの費用を見積もれません",
      "0 でない料金を少なくとも1つ残してください",
    ],
    [
      "The last price that isn't 0 has to stay",
      "Without one there is nothing to charge models without a price by",
      "Keep at least one price in force that isn't 0",
    ],
  ),
  PRICE_004: entry(
    409,
    "price_exists",
    [
      "同じモデル・開始日の料金がすでにあります",
      "モデル、開始日、プロンプトの長さが同じ料金は1つだけです",
      "料金表を再読み込みし、その料金を訂正してください",
    ],
    [
      "There already is a price for this model from that date",
      "A model has one price for a date and a prompt length",
      "Reload the price table and correct that price",
    ],
  ),
  STORAGE_001: entry(
    413,
    "storage_full",
    [
      "ストレージの上限を超えます",
      "保存できる容量の上限",
      "不要なファイルを削除するか、ゴミ箱のプロジェクトを完全に削除してください",
    ],
    [
      "This would exceed your storage limit",
      "Storage limit",
      "Delete files, or permanently delete projects in the bin",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
