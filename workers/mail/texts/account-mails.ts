import { defineMail } from "./define-mail.ts";

/** What happened to an account, and what it may use. */
export const accountMails = {
  role_changed: defineMail(
    ["role", "by"],
    {
      subject: "ロールが変更されました",
      body: `{{name}} さん

{{by}} さんが、あなたのロールを {{role}} に変更しました。`,
    },
    {
      subject: "Your role has changed",
      body: `Hello {{name}},

{{by}} has changed your role to {{role}}.`,
    },
  ),
  account_suspended: defineMail(
    ["until", "reason", "contact", "rules"],
    {
      subject: "アカウントが一時停止されました",
      body: `{{name}} さん

アカウントは {{until}} まで一時停止されました。

理由: {{reason}}

誤りだと思われる場合や、ご不明な点がある場合は、管理者に連絡してください。記録を見直して取り消せます。
{{contact}}

利用規則: {{rules}}`,
    },
    {
      subject: "Your account is suspended",
      body: `Hello {{name}},

Your account is suspended until {{until}}.

Reason: {{reason}}

If you think this is a mistake, or have questions, contact an administrator. They can review the record and undo it.
{{contact}}

The rules of use: {{rules}}`,
    },
  ),
  account_locked: defineMail(
    ["reason"],
    {
      subject: "アカウントがロックされました",
      body: `{{name}} さん

管理者がアカウントをロックしました。管理者が解除するまでサインインできません。

理由: {{reason}}

お問い合わせは管理者にお願いします。`,
    },
    {
      subject: "Your account is locked",
      body: `Hello {{name}},

An administrator has locked your account. You cannot sign in until an administrator unlocks it.

Reason: {{reason}}

Please contact an administrator if you have questions.`,
    },
  ),
  account_disabled: defineMail(
    ["reason", "contact", "rules"],
    {
      subject: "アカウントが無効になりました",
      body: `{{name}} さん

アカウントは無効になり、サインインできなくなりました。API キーも使えません。データは保存されています。

理由: {{reason}}

誤りだと思われる場合や、ご不明な点がある場合は、管理者に連絡してください。記録を見直して取り消せます。
{{contact}}

利用規則: {{rules}}`,
    },
    {
      subject: "Your account is disabled",
      body: `Hello {{name}},

Your account has been disabled. You can no longer sign in, and its API keys no longer work. Your data is kept.

Reason: {{reason}}

If you think this is a mistake, or have questions, contact an administrator. They can review the record and undo it.
{{contact}}

The rules of use: {{rules}}`,
    },
  ),
  account_deleted: defineMail(
    ["gone_at"],
    {
      subject: "アカウントの削除を受け付けました",
      body: `{{name}} さん

アカウントを閉じました。データは {{gone_at}} に完全に削除されます。

取り消す場合は、それまでに管理者に連絡してください。`,
    },
    {
      subject: "Your account is being deleted",
      body: `Hello {{name}},

Your account is closed. Its data will be permanently deleted on {{gone_at}}.

To keep your account, contact an administrator before then.`,
    },
  ),
  account_closed_held: defineMail(
    ["gone_at"],
    {
      subject: "アカウントの削除を受け付けました（データは保留中）",
      body: `{{name}} さん

アカウントを閉じました。調査のため、データの削除は保留されています。データは保留が終わると完全に削除されます（早くても {{gone_at}}）。

お問い合わせは管理者にお願いします。`,
    },
    {
      subject: "Your account is closed and its data is on hold",
      body: `Hello {{name}},

Your account is closed. Its data is on hold for an investigation. It will be permanently deleted when the hold ends, and not before {{gone_at}}.

Please contact an administrator if you have questions.`,
    },
  ),
  account_inactive: defineMail(
    ["days", "closes_at"],
    {
      subject: "アカウントのご利用がありません",
      body: `{{name}} さん

{{days}} 日間、Engawa のご利用がありません。このままの場合、アカウントは {{closes_at}} に無効になります。続けて使うには、サインインしてください。`,
    },
    {
      subject: "Your account is inactive",
      body: `Hello {{name}},

You have not used Engawa for {{days}} days. Unless you sign in, your account will be disabled on {{closes_at}}.`,
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
      subject: "月間予算の {{percent}}% を使いました",
      body: `{{name}} さん

月間予算 {{limit}} のうち {{used}}（{{percent}}%）を使いました。予算は {{resets_at}} に更新されます。`,
    },
    {
      subject: "You have used {{percent}}% of your monthly budget",
      body: `Hello {{name}},

You have used {{used}} of your monthly budget of {{limit}} ({{percent}}%). It resets on {{resets_at}}.`,
    },
  ),
  budget_exhausted: defineMail(
    ["left", "limit", "resets_at"],
    {
      subject: "月間予算の残りが足りません",
      body: `{{name}} さん

月間予算 {{limit}} の残り {{left}} では次の呼び出しに足りないため、料金のかかる AI の利用を一時停止しました。予算は {{resets_at}} に更新されます。お急ぎの場合は、アカウントの「申請」から増額を申請できます。`,
    },
    {
      subject: "What is left of your monthly budget is not enough",
      body: `Hello {{name}},

What is left of your monthly budget, {{left}} of {{limit}}, doesn't cover the next call, so calls that cost money are paused. It resets on {{resets_at}}. If you can't wait, request a larger budget on your account page.`,
    },
  ),
  user_budget_exhausted: defineMail(
    ["user", "left", "limit", "resets_at"],
    {
      subject: "{{user}} さんの月間予算の残りが足りません",
      body: `{{name}} さん

{{user}} さんの月間予算 {{limit}} の残り {{left}} では次の呼び出しに足りないため、料金のかかる AI の利用が一時停止されました。予算は {{resets_at}} に更新されます。`,
    },
    {
      subject: "What is left of {{user}}'s monthly budget is not enough",
      body: `Hello {{name}},

What is left of {{user}}'s monthly budget, {{left}} of {{limit}}, doesn't cover the next call, so their calls that cost money are paused. The budget resets on {{resets_at}}.`,
    },
  ),
} as const;
