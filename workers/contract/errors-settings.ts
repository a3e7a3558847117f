import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of settings, of maintenance, and of the list of addresses. */
export const settingsErrors = {
  SETTING_001: entry(
    404,
    "setting_not_found",
    ["この設定はありません", "カテゴリまたはキーの誤り", "設定の一覧を確認してください"],
    ["Setting not found", "The category or key is wrong", "Check the list"],
  ),
  SETTING_002: entry(
    422,
    "setting_value",
    ["この値は設定できません", "型または範囲が合いません", "許される範囲を確認してください"],
    [
      "This value can't be set",
      "It has the wrong type or is out of range",
      "Check the allowed range",
    ],
  ),
  SETTING_003: entry(
    403,
    "setting_fixed",
    [
      "この設定は変更できません",
      "運用者によって固定されているか、値を戻せません",
      "サイトの運用者に連絡してください",
    ],
    [
      "This setting can't be changed",
      "The operator has fixed it, or its previous value is not available",
      "Contact the site's operator",
    ],
  ),
  SETTING_004: entry(
    409,
    "setting_locks_out",
    [
      "この変更はあなた自身を締め出します",
      "現在のアドレスが許可リストに含まれていません",
      "現在のアドレスをリストに加えてください",
    ],
    [
      "This change would lock you out",
      "Your current address is not on the list",
      "Add your current address to the list",
    ],
  ),
  SETTING_005: entry(
    412,
    "setting_changed",
    [
      "この設定は別の人が変更しました",
      "表示した後に値が変わっています",
      "最新の値を確認してから、もう一度変更してください",
    ],
    [
      "Somebody else changed this setting",
      "The value changed after you saw it",
      "Check the current value, then change it again",
    ],
  ),
  SETTING_006: entry(
    422,
    "setting_errors_first",
    [
      "エラー履歴の保持期間は、操作履歴の保持期間より短くできません",
      "失敗したリクエストは操作履歴の一部でもあり、先に削除されると操作履歴が欠けます",
      "エラー履歴の日数を、操作履歴の日数以上にしてください",
    ],
    [
      "The error history can't be kept for less time than activity",
      "Failed requests are part of activity, too, which would be left with gaps",
      "Keep the error history at least as long as activity",
    ],
  ),
  SETTING_007: entry(
    422,
    "maintenance_time",
    [
      "メンテナンスの時刻が範囲外です",
      "開始と終了はこれからの時刻で、1年（366日）以内でなければなりません",
      "日付を確認してください。今すぐ閉じる場合は、開始を指定せずに閉じてください",
    ],
    [
      "The time of the maintenance is out of range",
      "Start and end must be in the future, and within a year (366 days)",
      "Check the date. To close the site now, close it without a start",
    ],
  ),
  SERVER_004: entry(
    503,
    "maintenance",
    [
      "メンテナンス中です",
      "計画された作業、または管理者による停止",
      "終了までしばらくお待ちください",
    ],
    [
      "Under maintenance",
      "Scheduled work, or stopped by an administrator",
      "Please come back later",
    ],
  ),
  AUTH_021: entry(
    403,
    "address_refused",
    [
      "このネットワークからは利用できません",
      "許可されたIPアドレスではありません",
      "許可されたネットワークから接続するか、管理者に連絡してください",
    ],
    [
      "You can't use the site from this network",
      "Your IP address is not on the allow list",
      "Connect from an allowed network, or contact an administrator",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
