import { defineMail } from "./define-mail.ts";

/** What an owner must hear of, so that somebody else's doing does not stay unseen. */
export const securityMails = {
  email_change_requested: defineMail(
    ["email", "ip", "at"],
    {
      subject: "メールアドレスの変更が申請されました",
      body: `{{name}} さん

{{at}} に、アカウントのメールアドレスを {{email}} に変更する申請がありました（{{ip}}）。新しいアドレスで確認が済むと変更されます。

心当たりがない場合は、すぐにパスワードを変更し、管理者に連絡してください。`,
    },
    {
      subject: "A change of your e-mail address was asked for",
      body: `Hello {{name}},

On {{at}} somebody asked to change your account's address to {{email}} (from {{ip}}). It changes once the new address is confirmed.

If it was not you, change your password now and tell an administrator.`,
    },
  ),
  email_in_use: defineMail(
    [],
    {
      subject: "このメールアドレスのアカウントはすでにあります",
      body: `{{name}} さん

別のアカウントのメールアドレスをこのアドレスに変更する申請がありましたが、すでにあなたのアカウントで使われているため、何も変わりません。`,
    },
    {
      subject: "This address has an account already",
      body: `Hello {{name}},

Somebody asked to move another account to this address. It belongs to your account, so nothing changes.`,
    },
  ),
  password_changed: defineMail(
    ["at", "ip", "device"],
    {
      subject: "パスワードが変更されました",
      body: `{{name}} さん

{{at}} にパスワードが変更されました（{{device}}、{{ip}}）。ほかの端末はすべてサインアウトしました。

心当たりがない場合は、サインイン画面からパスワードを再設定し、管理者に連絡してください。`,
    },
    {
      subject: "Your password was changed",
      body: `Hello {{name}},

Your password was changed on {{at}} ({{device}}, {{ip}}). Every other sign-in has ended.

If it was not you, reset the password from the sign-in page and tell an administrator.`,
    },
  ),
  new_login: defineMail(
    ["at", "ip", "device"],
    {
      subject: "新しい端末からログインがありました",
      body: `{{name}} さん

{{at}} に、はじめての端末からログインがありました（{{device}}、{{ip}}）。

心当たりがない場合は、アカウント画面でその端末をサインアウトし、パスワードを変更してください。`,
    },
    {
      subject: "A sign-in from a new device",
      body: `Hello {{name}},

On {{at}} your account was signed in to from a device not seen before ({{device}}, {{ip}}).

If it was not you, sign that device out on your account page and change your password.`,
    },
  ),
  second_factor_changed: defineMail(
    ["at", "ip", "change"],
    {
      subject: "二要素認証の設定が変更されました",
      body: `{{name}} さん

{{at}} に二要素認証の設定が変更されました: {{change}}（{{ip}}）。

心当たりがない場合は、パスワードを変更し、管理者に連絡してください。`,
    },
    {
      subject: "Your second factor was changed",
      body: `Hello {{name}},

On {{at}} your second factor was changed: {{change}} (from {{ip}}).

If it was not you, change your password and tell an administrator.`,
    },
  ),
} as const;
