import { defineMail } from "./define-mail.ts";

/** What happened to an account, and what it may use. */
export const accountMails = {
  role_changed: defineMail(
    ["role", "by"],
    {
      subject: "アカウントの権限が変更されました",
      body: `{{name}} さん

{{by}} さんが、あなたの権限を {{role}} に変更しました。`,
    },
    {
      subject: "Your role has changed",
      body: `Hello {{name}},

{{by}} has changed your role to {{role}}.`,
    },
  ),
  account_suspended: defineMail(
    ["until", "reason"],
    {
      subject: "アカウントが一時停止されました",
      body: `{{name}} さん

アカウントは {{until}} まで一時停止されました。

理由: {{reason}}

お問い合わせは管理者にお願いします。`,
    },
    {
      subject: "Your account is suspended",
      body: `Hello {{name}},

Your account is suspended until {{until}}.

Reason: {{reason}}

Please contact an administrator if you have questions.`,
    },
  ),
  account_deleted: defineMail(
    ["gone_at"],
    {
      subject: "アカウントの削除を受け付けました",
      body: `{{name}} さん

アカウントは閉じられました。データは {{gone_at}} に完全に削除されます。

取り消す場合は、それまでに管理者に連絡してください。`,
    },
    {
      subject: "Your account is being deleted",
      body: `Hello {{name}},

Your account is closed. Its data is gone for good on {{gone_at}}.

To keep it, contact an administrator before then.`,
    },
  ),
  account_inactive: defineMail(
    ["days", "closes_at"],
    {
      subject: "しばらくご利用がありません",
      body: `{{name}} さん

{{days}} 日間、Engawa のご利用がありません。このままの場合、アカウントは {{closes_at}} に停止されます。続けて使うには、ログインしてください。`,
    },
    {
      subject: "You have not been here for a while",
      body: `Hello {{name}},

You have not used Engawa for {{days}} days. Unless you sign in, your account is switched off on {{closes_at}}.`,
    },
  ),
  request_decided: defineMail(
    ["request", "decision", "reason"],
    {
      subject: "申請の結果: {{decision}}",
      body: `{{name}} さん

申請「{{request}}」の結果: {{decision}}

{{reason}}`,
    },
    {
      subject: "Your request: {{decision}}",
      body: `Hello {{name}},

Your request "{{request}}": {{decision}}

{{reason}}`,
    },
  ),
  budget_warning: defineMail(
    ["percent", "used", "limit", "resets_at"],
    {
      subject: "今月の予算の {{percent}}% を使いました",
      body: `{{name}} さん

今月の予算 {{limit}} のうち {{used}}（{{percent}}%）を使いました。予算は {{resets_at}} に更新されます。`,
    },
    {
      subject: "{{percent}}% of this month's budget is used",
      body: `Hello {{name}},

You have used {{used}} of this month's {{limit}} ({{percent}}%). The budget renews on {{resets_at}}.`,
    },
  ),
  budget_exhausted: defineMail(
    ["limit", "resets_at"],
    {
      subject: "今月の予算に達しました",
      body: `{{name}} さん

今月の予算 {{limit}} に達したため、AI の利用を一時停止しました。予算は {{resets_at}} に更新されます。急ぐ場合は、アカウントの利用状況の画面から引き上げを申請できます。`,
    },
    {
      subject: "This month's budget is used up",
      body: `Hello {{name}},

This month's budget of {{limit}} is used up, so the assistant is paused. The budget renews on {{resets_at}}. If you cannot wait, ask for more on your usage page.`,
    },
  ),
  user_budget_exhausted: defineMail(
    ["user", "limit", "resets_at"],
    {
      subject: "{{user}} さんの予算が上限に達しました",
      body: `{{name}} さん

{{user}} さんが今月の予算 {{limit}} に達し、AI の利用が一時停止されました。予算は {{resets_at}} に更新されます。`,
    },
    {
      subject: "{{user}}'s budget is used up",
      body: `Hello {{name}},

{{user}} has used up this month's budget of {{limit}}; the assistant is paused for them. The budget renews on {{resets_at}}.`,
    },
  ),
} as const;
