import { defineMail } from "./define-mail.ts";

/** Mails with a link that works once. */
export const signInMails = {
  invitation: defineMail(
    ["invited_by", "link", "expires_at"],
    {
      subject: "Engawa への招待",
      body: `{{name}} さん

{{invited_by}} さんが、あなたを Engawa に招待しました。次のリンクを開いてパスワードを設定すると、利用を始められます。

{{link}}

このリンクは {{expires_at}} まで、一度だけ使えます。心当たりがない場合は、このメールを破棄してください。`,
    },
    {
      subject: "Your invitation to Engawa",
      body: `Hello {{name}},

{{invited_by}} has invited you to Engawa. Open this link and choose a password to get started.

{{link}}

The link works once, until {{expires_at}}. If you did not expect this, you can ignore this e-mail.`,
    },
  ),
  verify_email: defineMail(
    ["link", "expires_at"],
    {
      subject: "メールアドレスの確認",
      body: `{{name}} さん

このメールアドレスを Engawa のアカウントで使うには、次のリンクを開いてください。

{{link}}

このリンクは {{expires_at}} まで、一度だけ使えます。心当たりがない場合は、何もする必要はありません。`,
    },
    {
      subject: "Confirm your e-mail address",
      body: `Hello {{name}},

Open this link to confirm this e-mail address for your Engawa account.

{{link}}

The link works once, until {{expires_at}}. If you did not ask for this, you don't need to do anything.`,
    },
  ),
  password_reset: defineMail(
    ["link", "expires_at"],
    {
      subject: "パスワードの再設定",
      body: `{{name}} さん

パスワードの再設定を受け付けました。次のリンクを開いて、新しいパスワードを設定してください。

{{link}}

このリンクは {{expires_at}} まで、一度だけ使えます。心当たりがない場合は、何もする必要はありません。パスワードはそのままです。`,
    },
    {
      subject: "Reset your password",
      body: `Hello {{name}},

We received a request to reset your password. Open this link to choose a new one.

{{link}}

The link works once, until {{expires_at}}. If you did not ask for this, you don't need to do anything; your password stays the same.`,
    },
  ),
  unlock: defineMail(
    ["link", "expires_at", "ip", "locked_until"],
    {
      subject: "サインインがロックされました",
      body: `{{name}} さん

{{ip}} からのサインインに続けて失敗したため、その場所からのサインインを {{locked_until}} までロックしました。

ご本人の場合は、次のリンクですぐに解除できます。

{{link}}

このリンクは {{expires_at}} まで、一度だけ使えます。心当たりがない場合は、何もする必要はありません。ほかの場所からはいつもどおりサインインできます。`,
    },
    {
      subject: "Sign-in has been locked",
      body: `Hello {{name}},

After several failed sign-ins from {{ip}}, sign-in from there is locked until {{locked_until}}.

If this was you, open this link to unlock it now.

{{link}}

The link works once, until {{expires_at}}. If this wasn't you, you don't need to do anything; you can sign in from elsewhere as usual.`,
    },
  ),
} as const;
