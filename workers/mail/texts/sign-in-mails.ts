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

{{invited_by}} has invited you to Engawa. Open this link and choose a password to begin.

{{link}}

The link works once, until {{expires_at}}. If you did not expect it, ignore this mail.`,
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

Open this link to use this address for your Engawa account.

{{link}}

The link works once, until {{expires_at}}. If you did not ask for it, there is nothing to do.`,
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

You asked to reset your password. Open this link and choose a new one.

{{link}}

The link works once, until {{expires_at}}. If you did not ask for it, there is nothing to do: your password stays as it is.`,
    },
  ),
  unlock: defineMail(
    ["link", "expires_at", "ip", "locked_until"],
    {
      subject: "ログインがロックされました",
      body: `{{name}} さん

{{ip}} からのログインに続けて失敗したため、その場所からのログインを {{locked_until}} までロックしました。

ご本人の場合は、次のリンクですぐに解除できます。

{{link}}

このリンクは {{expires_at}} まで、一度だけ使えます。心当たりがない場合は、何もする必要はありません。ほかの場所からはいつもどおりログインできます。`,
    },
    {
      subject: "Sign-in was locked",
      body: `Hello {{name}},

After several failed sign-ins from {{ip}}, signing in from there is locked until {{locked_until}}.

If it was you, this link lifts the lock now.

{{link}}

The link works once, until {{expires_at}}. If it was not you, there is nothing to do: from elsewhere you can sign in as usual.`,
    },
  ),
} as const;
