import { defineMail } from "./define-mail.ts";

/** What goes to those a site's figures concern. */
export const reportMails = {
  weekly_report: defineMail(
    ["from", "to", "highlights", "health", "usage", "cost", "incidents", "actions", "link"],
    {
      subject: "週次運用レポート（{{from}} ～ {{to}}）",
      body: `{{name}} さん

{{from}} から {{to}} までの運用レポートです。

ハイライト
{{highlights}}

システムヘルス
{{health}}

利用統計
{{usage}}

費用
{{cost}}

インシデント
{{incidents}}

アクション項目
{{actions}}

{{link}}`,
    },
    {
      subject: "Weekly operations report ({{from}} to {{to}})",
      body: `Hello {{name}},

Here is the operations report for {{from}} to {{to}}.

Highlights
{{highlights}}

System health
{{health}}

Usage
{{usage}}

Cost
{{cost}}

Incidents
{{incidents}}

Action items
{{actions}}

{{link}}`,
    },
  ),
} as const;
