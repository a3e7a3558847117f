import { defineMail } from "./define-mail.ts";

/** What administrators are told of the site. */
export const alertMails = {
  alert_fired: defineMail(
    ["alert", "condition", "value", "threshold", "at", "link"],
    {
      subject: "[アラート] {{alert}}",
      body: `{{name}} さん

アラート「{{alert}}」が発生しました。

{{condition}}: {{value}}（しきい値: {{threshold}}）
日時: {{at}}

{{link}}`,
    },
    {
      subject: "[Alert] {{alert}}",
      body: `Hello {{name}},

The alert "{{alert}}" has fired.

{{condition}}: {{value}} (threshold: {{threshold}})
Time: {{at}}

{{link}}`,
    },
  ),
  alert_resolved: defineMail(
    ["alert", "condition", "value", "threshold", "at", "link"],
    {
      subject: "[解消] {{alert}}",
      body: `{{name}} さん

アラート「{{alert}}」は解消しました。

{{condition}}: {{value}}（しきい値: {{threshold}}）
日時: {{at}}

{{link}}`,
    },
    {
      subject: "[Resolved] {{alert}}",
      body: `Hello {{name}},

The alert "{{alert}}" is resolved.

{{condition}}: {{value}} (threshold: {{threshold}})
Time: {{at}}

{{link}}`,
    },
  ),
  alert_no_data: defineMail(
    ["alert", "condition", "at", "link"],
    {
      subject: "[データなし] {{alert}}",
      body: `{{name}} さん

アラート「{{alert}}」の判定に使うデータ（{{condition}}）が届いていません。監視が止まっている可能性があります。

日時: {{at}}

{{link}}`,
    },
    {
      subject: "[No data] {{alert}}",
      body: `Hello {{name}},

The data behind the alert "{{alert}}" ({{condition}}) is no longer arriving. Monitoring may have stopped.

Time: {{at}}

{{link}}`,
    },
  ),
  security_summary: defineMail(
    [
      "from",
      "to",
      "sign_ins",
      "failed_sign_ins",
      "locks",
      "new_people",
      "role_changes",
      "suspensions",
      "violations",
      "setting_changes",
      "alerts",
      "open_alerts",
      "critical",
      "link",
    ],
    {
      subject: "週次セキュリティサマリー（{{from}} ～ {{to}}）",
      body: `{{name}} さん

{{from}} から {{to}} までのまとめです。

サインイン
  成功: {{sign_ins}}
  失敗: {{failed_sign_ins}}
  ロック: {{locks}}

アカウント
  新規: {{new_people}}
  ロールの変更: {{role_changes}}
  停止: {{suspensions}}
  利用規則違反: {{violations}}

システム
  設定の変更: {{setting_changes}}
  アラートの発生: {{alerts}}（現在発生中: {{open_alerts}}）
  重大な記録: {{critical}}

監査ログ: {{link}}`,
    },
    {
      subject: "Weekly security summary ({{from}} to {{to}})",
      body: `Hello {{name}},

Here is what happened from {{from}} to {{to}}.

Sign-ins
  Successful: {{sign_ins}}
  Failed: {{failed_sign_ins}}
  Locked: {{locks}}

Accounts
  New: {{new_people}}
  Role changes: {{role_changes}}
  Suspended: {{suspensions}}
  Violations: {{violations}}

System
  Setting changes: {{setting_changes}}
  Alerts fired: {{alerts}} (still firing: {{open_alerts}})
  Critical records: {{critical}}

Audit log: {{link}}`,
    },
  ),
} as const;
