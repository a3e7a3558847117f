import { defineMail } from "./define-mail.ts";

/** What everybody is told of the site itself. */
export const siteMails = {
  maintenance_planned: defineMail(
    ["starts_at", "ends_at", "message"],
    {
      subject: "メンテナンスのお知らせ",
      body: `{{name}} さん

次の時間、メンテナンスのためサイトを利用できません。

開始: {{starts_at}}
終了: {{ends_at}}

{{message}}

開始前に実行中の応答は最後まで続きます。待機中のメッセージは終了後に再開します。`,
    },
    {
      subject: "Scheduled maintenance",
      body: `Hello {{name}},

The site can't be used during this scheduled maintenance:

From: {{starts_at}}
Until: {{ends_at}}

{{message}}

Answers already running when it starts are finished. Waiting messages resume afterwards.`,
    },
  ),
  maintenance_changed: defineMail(
    ["starts_at", "ends_at", "message"],
    {
      subject: "メンテナンスの予定が変わりました",
      body: `{{name}} さん

メンテナンスの予定が変わりました。次の時間、サイトを利用できません。

開始: {{starts_at}}
終了: {{ends_at}}

{{message}}

以前にお知らせした時間は取り消されました。`,
    },
    {
      subject: "Scheduled maintenance has changed",
      body: `Hello {{name}},

The maintenance schedule has changed. The site can't be used during this time:

From: {{starts_at}}
Until: {{ends_at}}

{{message}}

The times you were told before no longer apply.`,
    },
  ),
  maintenance_called_off: defineMail(
    ["starts_at", "ends_at"],
    {
      subject: "メンテナンスは取りやめになりました",
      body: `{{name}} さん

お知らせしていた次のメンテナンスは行われません。サイトはこの間も利用できます。

開始: {{starts_at}}
終了: {{ends_at}}`,
    },
    {
      subject: "Scheduled maintenance cancelled",
      body: `Hello {{name}},

This scheduled maintenance will not take place. The site stays available during this time:

From: {{starts_at}}
Until: {{ends_at}}`,
    },
  ),
} as const;
