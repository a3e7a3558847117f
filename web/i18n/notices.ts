import { words } from "./words.ts";

/** What a person is told about the account, by kind (see the contract's NoticeKind). */
export const t = words(
  {
    list: "新しい順",
    unknownDevice: "不明な端末",
    allRead: "すべて既読にする",
    look: "確認する",
    budget_warning: "月間予算の {percent}% を使いました（{spent} / {budget}）。",
    budget_exhausted:
      "月間予算 {budget} の残り {left} では次の呼び出しに足りないため、料金のかかる AI の利用を一時停止しました。",
    user_budget_exhausted:
      "{name} さんの月間予算 {budget} の残り {left} では次の呼び出しに足りないため、料金のかかる AI の利用を一時停止しました。",
    request_created: "{name} さんから申請が届きました: {request}",
    request_approved: "申請が承認されました: {request}",
    request_rejected: "申請は却下されました: {request}",
    elevation_ended: "付与された管理者権限の期間が終わりました。",
    new_login:
      "新しい端末からサインインがありました: {device}（{ip}）。心当たりがない場合は、パスワードを変更してください。",
    password_changed:
      "パスワードが変更されました。取り消していない API キーはそのまま使えます。心当たりがない場合は、API キーも取り消し、すぐに管理者に連絡してください。",
    password_changed_keys:
      "パスワードが変更され、API キーもすべて取り消されました（{keys}個）。心当たりがない場合は、すぐに管理者に連絡してください。",
    codes_guessed:
      "二要素認証のコードが続けて間違えられたため、その場所からの入力をしばらく止めました: {device}（{ip}）。心当たりがない場合は、パスワードを変更してください。",
    second_factor_changed: "二要素認証の設定が変更されました: {change}",
    api_key_created: "API キー「{name}」が作成されました。",
    api_key_unused: "API キー「{name}」は、しばらく使われていないため無効になりました。",
    api_key_revoked: "API キー「{name}」は、管理者によって取り消されました。",
    own_api_key_revoked:
      "API キー「{name}」が取り消されました。心当たりがない場合は、パスワードを変更し、管理者に連絡してください。",
    api_keys_revoked:
      "API キーがすべて取り消されました（{keys}個）。心当たりがない場合は、パスワードを変更し、管理者に連絡してください。",
    identity_linked:
      "アカウントが {provider} と連携されました。心当たりがない場合は、連携を解除してパスワードを変更してください。",
    identity_unlinked: "{provider} との連携が解除されました。",
    email_changed: "アカウントのメールアドレスが {email} に変更されました。",
    limits_changed: "あなたの上限が変更されました。",
    model_unpriced:
      "モデル「{model}」の料金が登録されていません。登録されている最も高い単価で計算しています。",
    role_changed: "あなたのロールが「{role}」に変更されました。",
    violation_warning: "利用規則に反する操作が検出されました（{kind}）。続くと一時停止になります。",
    examples: "検出された操作: {text}",
    account_suspended: "アカウントは {until} まで一時停止されました。",
    account_locked: "管理者がアカウントをロックしました。",
    violation_report: "{name} さんの利用規則違反が報告されました: {kind}",
    admin_leaving:
      "管理者 {name} さんのアカウントが削除されました。{until} に完全に消えます。それまでは元に戻せます。",
    admin_gone:
      "削除された管理者のアカウントが完全に消えました（ID: {account}）。行った操作の監査記録は残っています。",
    undecided: "未定の時刻",
    maintenance_planned: "{start} から {end} までメンテナンスを行います。その間は利用できません。",
    maintenance_changed:
      "メンテナンスの予定が変わりました。{start} から {end} まで行います。その間は利用できません。",
    maintenance_called_off: "{start} からのメンテナンスは取りやめになりました。",
    account_inactive: "アカウントが長く使われていません。続けて使う場合はサインインしてください。",
    alert_fired: "アラート「{name}」が発生しました: {value}（しきい値 {threshold}）",
    alert_resolved: "アラート「{name}」は解消しました: {value}",
    alert_no_data: "アラート「{name}」の判定に使うデータが届いていません。",
    project_archived: "プロジェクト「{project}」が {name} さんによりアーカイブされました。",
    project_unarchived: "プロジェクト「{project}」が {name} さんによりアーカイブから戻されました。",
    project_deleted:
      "プロジェクト「{project}」が {name} さんによりゴミ箱に移されました。管理者が元に戻せます。",
    project_restored: "プロジェクト「{project}」が {name} さんによりゴミ箱から戻されました。",
    project_purged:
      "プロジェクト「{project}」が {name} さんによりゴミ箱から完全に削除されました。元に戻せません。",
    session_deleted:
      "プロジェクト「{project}」のセッションが {name} さんによりゴミ箱に移されました。管理者が元に戻せます。",
    session_restored: "プロジェクト「{project}」のセッションが {name} さんにより元に戻されました。",
    sessions_purged:
      "ゴミ箱にあったあなたのセッション{count}件が {name} さんにより完全に削除されました。元に戻せません。",
    content_read:
      "管理者 {name} さんが、プロジェクト「{project}」の内容を30分間閲覧できるようになりました。",
    acted_as: "管理者 {name} さんが、{until} まであなたのアカウントを代行操作できます。",
    security_finding: "深刻な不審な動きが検出されました。内容を確認してください。",
    debug_enabled:
      "サポートのため、管理者 {name} さんが {until} まで、あなたの操作の技術的な記録を取っています。会話やファイルの内容は記録されません。",
    audit_broken:
      "監査ログの検証に失敗しました（{record}番目）。記録が書き換えられたか、失われたおそれがあります。",
    audit_resealed:
      "{name} さんが、監査ログの{record}番目からを現在の内容で封印し直しました。心当たりがない場合は確認してください。",
    note: "「{text}」",
    request_elevation: "管理者権限（24時間）",
    request_budget: "月間予算の増額",
    change_totp_added: "認証アプリを追加",
    change_totp_removed: "認証アプリを削除",
    change_passkey_added: "パスキーを追加",
    change_passkey_removed: "パスキーを削除",
    change_recovery_codes_renewed: "リカバリーコードを再発行",
    change_reset: "管理者がすべて解除",
  },
  {
    list: "Newest first",
    unknownDevice: "unknown device",
    allRead: "Mark all as read",
    look: "View",
    budget_warning: "You have used {percent}% of your monthly budget ({spent} of {budget}).",
    budget_exhausted:
      "What is left of your monthly budget ({left} of {budget}) doesn't cover the next call, so calls that cost money are paused.",
    user_budget_exhausted:
      "What is left of {name}'s monthly budget ({left} of {budget}) doesn't cover the next call, so their calls that cost money are paused.",
    request_created: "New request from {name}: {request}",
    request_approved: "Your request was approved: {request}",
    request_rejected: "Your request was rejected: {request}",
    elevation_ended: "Your temporary administrator access has ended.",
    new_login:
      "New sign-in from a device we haven't seen before: {device} ({ip}). If this wasn't you, change your password.",
    password_changed:
      "Your password was changed. API keys you haven't revoked still work. If this wasn't you, revoke them and contact an administrator immediately.",
    password_changed_keys:
      "Your password was changed and all your API keys were revoked ({keys}). If this wasn't you, contact an administrator immediately.",
    codes_guessed:
      "Too many wrong two-factor codes were entered for your account: {device} ({ip}). No more are accepted from there for a while. If this wasn't you, change your password.",
    second_factor_changed: "Your two-factor authentication changed: {change}",
    api_key_created: "The API key “{name}” was created.",
    api_key_unused: "The API key “{name}” was disabled because it had not been used for a while.",
    api_key_revoked: "An administrator revoked the API key “{name}”.",
    own_api_key_revoked:
      "The API key “{name}” was revoked. If this wasn't you, change your password and contact an administrator.",
    api_keys_revoked:
      "All your API keys were revoked ({keys}). If this wasn't you, change your password and contact an administrator.",
    identity_linked:
      "Your account was linked to {provider}. If this wasn't you, unlink it and change your password.",
    identity_unlinked: "Your account is no longer linked to {provider}.",
    email_changed: "Your account's e-mail address is now {email}.",
    limits_changed: "Your limits have changed.",
    model_unpriced:
      "The model “{model}” has no price. Its calls are charged at the highest price on the list.",
    role_changed: "Your role is now {role}.",
    violation_warning:
      "Activity against the rules of use was detected ({kind}). If it continues, your account will be suspended.",
    examples: "Detected: {text}",
    account_suspended: "Your account is suspended until {until}.",
    account_locked: "An administrator locked your account.",
    violation_report: "{name} was reported for breaking the rules of use: {kind}",
    admin_leaving:
      "The account of administrator {name} was deleted. It is permanently deleted on {until} and can be restored until then.",
    admin_gone:
      "A deleted administrator's account is permanently gone (ID: {account}). The audit records of what they did remain.",
    undecided: "an undecided time",
    maintenance_planned:
      "Maintenance from {start} to {end}. The site can't be used during this time.",
    maintenance_changed:
      "The maintenance schedule has changed: from {start} to {end}. The site can't be used during this time.",
    maintenance_called_off: "The maintenance scheduled for {start} was cancelled.",
    account_inactive: "Your account hasn't been used for a long time. Sign in to keep it.",
    alert_fired: "Alert “{name}”: {value} (threshold {threshold})",
    alert_resolved: "Alert “{name}” resolved: {value}",
    alert_no_data: "The data behind the alert “{name}” is no longer arriving.",
    project_archived: "{name} archived your project “{project}”.",
    project_unarchived: "{name} unarchived your project “{project}”.",
    project_deleted:
      "{name} moved your project “{project}” to the bin. An administrator can restore it.",
    project_restored: "{name} restored your project “{project}” from the bin.",
    project_purged:
      "{name} permanently deleted your project “{project}” from the bin. It can't be restored.",
    session_deleted:
      "{name} moved one of your sessions in “{project}” to the bin. An administrator can restore it.",
    session_restored: "{name} restored one of your sessions in “{project}”.",
    sessions_purged:
      "{name} permanently deleted {count} of your sessions from the bin. {count?It|They} can't be restored.",
    content_read: "Administrator {name} can read your project “{project}” for 30 minutes.",
    acted_as: "Administrator {name} can act as you until {until}.",
    security_finding: "Serious suspicious activity was detected. Please review it.",
    debug_enabled:
      "For support, administrator {name} is recording technical details of what you do until {until}. Chats and file contents are not recorded.",
    audit_broken:
      "The audit log no longer verifies (record {record}): it may have been altered, or records are gone.",
    audit_resealed:
      "{name} resealed the audit log from record {record} on, as it stands now. If you didn't expect this, look into it.",
    note: "“{text}”",
    request_elevation: "administrator access (24 hours)",
    request_budget: "larger monthly budget",
    change_totp_added: "authenticator app added",
    change_totp_removed: "authenticator app removed",
    change_passkey_added: "passkey added",
    change_passkey_removed: "passkey removed",
    change_recovery_codes_renewed: "recovery codes regenerated",
    change_reset: "everything removed by an administrator",
  },
);
