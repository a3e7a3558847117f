import type { Language } from "#contract/errors";
import type { MailEvent } from "./events.ts";

type Names = readonly [ja: string, en: string];

/** What administrators call the mail of an event; one without a name does not compile. */
const names: Record<MailEvent, Names> = {
  invitation: ["招待", "Invitation"],
  verify_email: ["メールアドレスの確認", "Address confirmation"],
  password_reset: ["パスワードの再設定", "Password reset"],
  unlock: ["ロックの解除", "Unlock"],
  email_change_requested: ["アドレス変更の手続き", "Address change requested"],
  email_in_use: ["使用中のアドレス", "Address already in use"],
  email_changed: ["アドレスの変更", "Address changed"],
  password_changed: ["パスワードの変更", "Password changed"],
  new_login: ["新しい端末からのサインイン", "Sign-in from a new device"],
  codes_guessed: ["二要素認証コードの連続した誤り", "Wrong two-factor codes"],
  second_factor_changed: ["二要素認証の変更", "Two-factor authentication changed"],
  api_key_created: ["API キーの作成", "API key created"],
  api_keys_revoked: ["API キーの一括取り消し", "All API keys revoked"],
  identity_linked: ["外部アカウントの連携", "External account linked"],
  identity_unlinked: ["外部アカウントの連携解除", "External account unlinked"],
  acted_as: ["管理者による代行操作", "Impersonated by an administrator"],
  maintenance_planned: ["メンテナンスの予定", "Maintenance scheduled"],
  maintenance_changed: ["メンテナンスの予定の変更", "Maintenance schedule changed"],
  maintenance_called_off: ["メンテナンスの取りやめ", "Maintenance cancelled"],
  content_read: ["管理者による閲覧", "Content read by an administrator"],
  role_changed: ["ロールの変更", "Role changed"],
  account_suspended: ["アカウントの一時停止", "Account suspended"],
  account_locked: ["管理者によるロック", "Locked by an administrator"],
  account_disabled: ["アカウントの無効化", "Account disabled"],
  account_deleted: ["アカウントの削除", "Account deleted"],
  account_closed_held: ["アカウントの削除（データは保留中）", "Account deleted, data on hold"],
  account_inactive: ["利用のないアカウント", "Inactive account"],
  request_decided: ["申請の結果", "Request decided"],
  budget_warning: ["予算の警告", "Budget warning"],
  budget_exhausted: ["予算の上限", "Budget exhausted"],
  user_budget_exhausted: ["利用者の予算の上限（管理者向け）", "A person's budget exhausted"],
  alert_fired: ["アラートの発生", "Alert fired"],
  alert_resolved: ["アラートの解消", "Alert resolved"],
  alert_no_data: ["アラートのデータなし", "Alert without data"],
  weekly_report: ["週次運用レポート", "Weekly operations report"],
  project_created: ["プロジェクトの作成（管理者向け）", "Project created (to administrators)"],
  member_added: ["メンバーの追加（共有の開始後）", "Member added (once projects are shared)"],
  session_completed: ["セッションの完了", "Session finished"],
  security_summary: ["週次セキュリティサマリー", "Weekly security summary"],
};

export const mailName = (event: MailEvent, language: Language): string =>
  names[event][language === "ja" ? 0 : 1];
