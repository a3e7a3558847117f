import { defineMail } from "./define-mail.ts";

/** What an owner must hear of, so that somebody else's doing does not stay unseen. */
export const securityMails = {
  email_change_requested: defineMail(
    ["email", "ip", "at"],
    {
      subject: "メールアドレスの変更の確認待ちです",
      body: `{{name}} さん

{{at}} に、アカウントのメールアドレスを {{email}} に変更する手続きがありました（{{ip}}）。新しいアドレスで確認が済むと変更されます。

心当たりがない場合は、すぐにパスワードを変更し、管理者に連絡してください。`,
    },
    {
      subject: "Your e-mail address is about to change",
      body: `Hello {{name}},

On {{at}}, a change of your account's e-mail address to {{email}} was requested (from {{ip}}). It takes effect once the new address is confirmed.

If this wasn't you, change your password now and contact an administrator.`,
    },
  ),
  acted_as: defineMail(
    ["admin", "reason", "at", "until"],
    {
      subject: "管理者による代行操作が始まりました",
      body: `{{name}} さん

{{at}} から {{until}} まで、管理者 {{admin}} さんがあなたのアカウントを代行操作できます。

理由: {{reason}}

会話やファイルの内容、パスワード、API キーには触れられません。操作はすべて、双方の名前とともに記録されます。「サインイン中の端末」からいつでも終了できます。`,
    },
    {
      subject: "An administrator is impersonating you",
      body: `Hello {{name}},

From {{at}} until {{until}}, administrator {{admin}} can act as you.

Reason: {{reason}}

Your chats, file contents, password and API keys stay out of reach. Everything done is recorded with both names. You can end it at any time under "Sign-ins" on your account page.`,
    },
  ),
  content_read: defineMail(
    ["admin", "project", "reason", "at"],
    {
      subject: "管理者があなたの内容を閲覧できるようになりました",
      body: `{{name}} さん

{{at}} に、管理者 {{admin}} さんが、プロジェクト「{{project}}」の内容を30分間閲覧できるようになりました。

理由: {{reason}}

閲覧はすべて監査ログに記録されます。心当たりがない場合は、ほかの管理者に連絡してください。`,
    },
    {
      subject: "An administrator can read your content",
      body: `Hello {{name}},

On {{at}}, administrator {{admin}} gained access to read your project “{{project}}” for 30 minutes.

Reason: {{reason}}

Everything read is recorded in the audit log. If you did not expect this, contact another administrator.`,
    },
  ),
  email_in_use: defineMail(
    [],
    {
      subject: "このメールアドレスのアカウントはすでにあります",
      body: `{{name}} さん

別のアカウントのメールアドレスをこのアドレスに変更する手続きがありましたが、すでにあなたのアカウントで使われているため、何も変わりません。`,
    },
    {
      subject: "This e-mail address already has an account",
      body: `Hello {{name}},

Somebody tried to change another account's e-mail address to this one. It is already used by your account, so nothing changes.`,
    },
  ),
  password_changed: defineMail(
    ["at", "ip", "device", "keys", "keys_note"],
    {
      subject: "パスワードが変更されました",
      body: `{{name}} さん

{{at}} にパスワードが変更されました（{{device}}、{{ip}}）。ほかの端末はすべてサインアウトしました。

{{keys_note}}

心当たりがない場合は、サインイン画面からパスワードを再設定し、管理者に連絡してください。`,
    },
    {
      subject: "Your password was changed",
      body: `Hello {{name}},

Your password was changed on {{at}} ({{device}}, {{ip}}). You have been signed out on all other devices.

{{keys_note}}

If this wasn't you, reset your password from the sign-in page and contact an administrator.`,
    },
  ),
  new_login: defineMail(
    ["at", "ip", "device"],
    {
      subject: "新しい端末からサインインがありました",
      body: `{{name}} さん

{{at}} に、はじめての端末からサインインがありました（{{device}}、{{ip}}）。

心当たりがない場合は、アカウント画面でその端末をサインアウトし、パスワードを変更してください。`,
    },
    {
      subject: "New sign-in from an unknown device",
      body: `Hello {{name}},

On {{at}}, somebody signed in to your account from a new device ({{device}}, {{ip}}).

If this wasn't you, sign that device out on your account page and change your password.`,
    },
  ),
  codes_guessed: defineMail(
    ["at", "ip", "device"],
    {
      subject: "二要素認証のコードが続けて間違えられました",
      body: `{{name}} さん

{{at}} に、二要素認証のコードが続けて間違えられたため、その場所からの入力をしばらく止めました（{{device}}、{{ip}}）。

心当たりがない場合は、パスワードを知られている可能性があります。すぐにパスワードを変更し、管理者に連絡してください。`,
    },
    {
      subject: "Wrong two-factor codes were entered for your account",
      body: `Hello {{name}},

On {{at}}, too many wrong two-factor codes were entered for your account, so no more are accepted from there for a while ({{device}}, {{ip}}).

If this wasn't you, somebody may know your password. Change it right away and contact an administrator.`,
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
      subject: "Your two-factor authentication has changed",
      body: `Hello {{name}},

On {{at}}, your two-factor authentication changed: {{change}} (from {{ip}}).

If this wasn't you, change your password and contact an administrator.`,
    },
  ),
  email_changed: defineMail(
    ["email", "ip", "at"],
    {
      subject: "メールアドレスが変更されました",
      body: `{{name}} さん

{{at}} に、アカウントのメールアドレスが {{email}} に変更されました（{{ip}}）。このアドレスへのお知らせはこれが最後です。

心当たりがない場合は、すぐに管理者に連絡してください。`,
    },
    {
      subject: "Your e-mail address was changed",
      body: `Hello {{name}},

On {{at}}, your account's e-mail address was changed to {{email}} (from {{ip}}). This is the last message to your old address.

If this wasn't you, contact an administrator immediately.`,
    },
  ),
  api_key_created: defineMail(
    ["key", "ip", "at"],
    {
      subject: "API キーが作成されました",
      body: `{{name}} さん

{{at}} に、あなたのアカウントで API キー「{{key}}」が作成されました（{{ip}}）。

心当たりがない場合は、アカウント画面の「API キー」で取り消し、パスワードを変更してください。`,
    },
    {
      subject: "An API key was created",
      body: `Hello {{name}},

On {{at}}, the API key "{{key}}" was created for your account (from {{ip}}).

If this wasn't you, revoke it under "API keys" on your account page and change your password.`,
    },
  ),
  api_keys_revoked: defineMail(
    ["keys", "ip", "at"],
    {
      subject: "API キーがすべて取り消されました",
      body: `{{name}} さん

{{at}} に、あなたのアカウントの API キーがすべて取り消されました（{{keys}}個、{{ip}}）。これらのキーを使っていたプログラムは接続できなくなります。

心当たりがない場合は、すぐにパスワードを変更し、管理者に連絡してください。`,
    },
    {
      subject: "All your API keys were revoked",
      body: `Hello {{name}},

On {{at}}, all API keys of your account were revoked: {{keys}} (from {{ip}}). Programs that used them can no longer connect.

If this wasn't you, change your password now and contact an administrator.`,
    },
  ),
  identity_linked: defineMail(
    ["provider", "ip", "at"],
    {
      subject: "{{provider}} のアカウントと連携しました",
      body: `{{name}} さん

{{at}} に、あなたのアカウントが {{provider}} と連携されました（{{ip}}）。今後は {{provider}} でもサインインできます。

心当たりがない場合は、アカウント画面の「セキュリティ」で連携を解除し、パスワードを変更してください。`,
    },
    {
      subject: "Your account was linked to {{provider}}",
      body: `Hello {{name}},

On {{at}}, your account was linked to {{provider}} (from {{ip}}). You can now sign in with {{provider}} too.

If this wasn't you, unlink it under "Security" on your account page and change your password.`,
    },
  ),
  identity_unlinked: defineMail(
    ["provider", "ip", "at"],
    {
      subject: "{{provider}} との連携が解除されました",
      body: `{{name}} さん

{{at}} に {{provider}} との連携が解除されました（{{ip}}）。{{provider}} ではサインインできなくなりました。

心当たりがない場合は、パスワードを変更し、管理者に連絡してください。`,
    },
    {
      subject: "Your account is no longer linked to {{provider}}",
      body: `Hello {{name}},

On {{at}}, your account was unlinked from {{provider}} (from {{ip}}). You can no longer sign in with {{provider}}.

If this wasn't you, change your password and contact an administrator.`,
    },
  ),
} as const;
