import { number, text, time, toggle } from "./define-setting.ts";

const closing = { category: "MAINTENANCE", group: "maintenance" } as const;
const plan = { category: "MAINTENANCE", group: "plan" } as const;
const keeping = { category: "MAINTENANCE", group: "retention" } as const;
const critical = { proof: "reauth" } as const;

export const maintenanceSettings = {
  maintenance_mode: toggle(
    closing,
    false,
    ["メンテナンスモード: 今すぐサイトを閉じる", "Maintenance mode: close the site now"],
    critical,
  ),
  maintenance_message: text(closing, 1000, [
    "メンテナンスメッセージ",
    "Maintenance message (Japanese, or for everybody)",
  ]),
  maintenance_message_en: text(closing, 1000, [
    "メンテナンスメッセージ（英語。空欄は上と同じ）",
    "Maintenance message in English (empty: the one above)",
  ]),
  allow_admin_access: toggle(
    closing,
    true,
    [
      "管理者アクセス許可: メンテナンス中も管理者は利用できる",
      "Administrator access: administrators can use the site during maintenance",
    ],
    critical,
  ),
  maintenance_starts_at: time(
    plan,
    ["計画メンテナンスの開始", "Start of scheduled maintenance"],
    critical,
  ),
  maintenance_ends_at: time(
    plan,
    ["計画メンテナンスの終了", "End of scheduled maintenance"],
    critical,
  ),
  inactive_notice_days: number(
    keeping,
    [0, 3650],
    180,
    "days",
    [
      "利用のないアカウントに警告するまでの日数（0 は警告も無効化もしない）",
      "Days without use until an account is warned (0: never warned or closed)",
    ],
    critical,
  ),
  inactive_close_days: number(
    keeping,
    [7, 365],
    30,
    "days",
    [
      "警告してからアカウントを無効にするまでの日数",
      "Days from that warning until the account is disabled",
    ],
    critical,
  ),
  chat_history_days: number(
    keeping,
    [0, 3650],
    90,
    "days",
    [
      "使われていないセッションをゴミ箱に移すまでの日数（0 は移さない）",
      "Days without use until a session moves to the bin (0: never)",
    ],
    critical,
  ),
  bin_days: number(
    keeping,
    [1, 365],
    30,
    "days",
    [
      "ゴミ箱のものを完全に削除するまでの日数",
      "Days until items in the bin are permanently deleted",
    ],
    critical,
  ),
  activity_days: number(
    keeping,
    [7, 3650],
    90,
    "days",
    ["操作履歴を残す日数", "Days to keep activity"],
    critical,
  ),
  error_days: number(
    keeping,
    [7, 3650],
    180,
    "days",
    [
      "エラー履歴を残す日数（操作履歴の日数以上）",
      "Days to keep error history (at least as long as activity)",
    ],
    critical,
  ),
  login_days: number(
    keeping,
    [1, 3650],
    30,
    "days",
    ["終了したサインインの記録を残す日数", "Days to keep ended sign-ins"],
    critical,
  ),
  audit_days: number(
    keeping,
    [365, 3650],
    365,
    "days",
    [
      "監査ログ（データ変更・アクセス）を残す日数",
      "Days to keep the audit log (changes and access)",
    ],
    critical,
  ),
  security_days: number(
    keeping,
    [730, 3650],
    730,
    "days",
    ["監査ログ（セキュリティ）を残す日数", "Days to keep the audit log (security)"],
    critical,
  ),
};
